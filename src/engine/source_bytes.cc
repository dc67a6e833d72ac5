#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "aggregate/limits.h"
#include "engine/found_sources.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"
#include "text/safe_text.h"

namespace logscan {
namespace {

// Reads text by logscan itself, which is printed unchanged.
std::string read_safe(ByteReader& from) {
  const std::string_view text = from.text();
  require(safe_text(text) == text);
  return std::string(text);
}

void write_text(const std::optional<std::string>& text, ByteWriter& to) {
  to.flag(text.has_value());
  if (text) to.text(*text);
}

std::optional<std::string> read_text(ByteReader& from) {
  if (!from.flag()) return std::nullopt;
  return read_safe(from);
}

void write_counts(const Accounting& counts, ByteWriter& to) {
  for (const std::uint64_t count : {counts.bytes, counts.lines, counts.parsed, counts.malformed,
                                    counts.blank, counts.comment, counts.filtered})
    to.number(count);
}

Accounting read_counts(ByteReader& from) {
  Accounting counts;
  counts.bytes = from.number(kMostBytes);
  for (std::uint64_t* const count : {&counts.lines, &counts.parsed, &counts.malformed,
                                     &counts.blank, &counts.comment, &counts.filtered})
    *count = from.number(kMostLines);
  return counts;
}

void write_piece(const InputSlice& piece, ByteWriter& to) {
  to.text(piece.path);
  to.word(piece.identity.hash);
  to.number(piece.identity.bytes);
  for (const std::uint64_t number : {piece.place, piece.begin, piece.end, piece.from, piece.to,
                                     piece.lines_before, piece.bytes_read})
    to.number(number);
  to.flag(piece.folded);
  write_counts(piece.counts, to);
  for (const std::uint64_t lines : piece.formats)
    to.number(lines);
  write_text(piece.compression, to);
  to.flag(piece.incomplete_last_line);
  write_text(piece.error, to);
}

InputSlice read_piece(ByteReader& from) {
  InputSlice piece;
  piece.path = from.text();
  piece.identity.hash = from.word();
  piece.identity.bytes = from.number();
  piece.place = from.number();
  for (std::uint64_t* const place : {&piece.begin, &piece.end, &piece.from, &piece.to})
    *place = from.number(kMostBytes);
  piece.lines_before = from.number(kMostLines);
  piece.bytes_read = from.number(kMostBytes);
  piece.folded = from.flag();
  piece.counts = read_counts(from);
  for (std::uint64_t& lines : piece.formats)
    lines = from.number(piece.counts.parsed);
  piece.compression = read_text(from);
  piece.incomplete_last_line = from.flag();
  piece.error = read_text(from);
  require(piece.begin <= piece.end && piece.closes());
  return piece;
}

using Places = std::unordered_map<const InputSlice*, std::uint64_t>;

void write_quoted(const Quoted& quoted, const Places& places, ByteWriter& to) {
  to.number(places.at(quoted.piece));
  to.number(quoted.line);
  to.number(quoted.offset);
  to.number(quoted.order);
  to.number(static_cast<std::uint64_t>(quoted.reason));
  to.text(quoted.text);
  to.flag(quoted.closest.has_value());
  if (!quoted.closest) return;
  to.text(quoted.closest->name);
  to.number(quoted.closest->column);
  to.text(quoted.closest->expected);
}

Quoted read_quoted(const std::vector<std::unique_ptr<InputSlice>>& pieces, ByteReader& from) {
  require(!pieces.empty());
  Quoted quoted;
  quoted.piece = pieces[from.number(pieces.size() - 1)].get();
  quoted.line = from.number();
  quoted.offset = from.number();
  quoted.order = from.number();
  quoted.reason = static_cast<Reason>(from.number(kReasons - 1));
  quoted.text = from.text();
  require(quoted.text.size() <= kSampleBytes);
  if (!from.flag()) return quoted;
  ClosestFormat& closest = quoted.closest.emplace();
  closest.name = read_safe(from);
  closest.column = static_cast<std::uint32_t>(from.number(UINT32_MAX));
  closest.expected = read_safe(from);
  return quoted;
}

}  // namespace

void FoundSources::write(ByteWriter& to) const {
  Places places;
  to.number(pieces.size());
  for (const auto& piece : pieces) {
    places.emplace(piece.get(), places.size());
    write_piece(*piece, to);
  }
  to.number(malformed.size());
  for (const Quoted& quoted : malformed)
    write_quoted(quoted, places, to);
  to.number(examples.size());
  for (const auto& [status, quoted] : examples) {
    to.number(status);
    write_quoted(quoted, places, to);
  }
  for (const std::optional<Quoted>& quoted : unread) {
    to.flag(quoted.has_value());
    if (quoted) write_quoted(*quoted, places, to);
  }
}

FoundSources FoundSources::read(ByteReader& from) {
  FoundSources sources;
  // least size of a piece in bytes
  constexpr std::size_t kPieceBytes = 8 + 21 + kLogFormats;
  SourceSums sums;
  for (std::size_t left = from.count(kPieceBytes); left > 0; --left) {
    sources.pieces.push_back(std::make_unique<InputSlice>(read_piece(from)));
    sums += *sources.pieces.back();
    require(!sums.are_too_large());
  }
  const std::size_t samples = from.count();
  require(samples <= kSamples);
  for (std::size_t i = 0; i < samples; ++i)
    sources.malformed.push_back(read_quoted(sources.pieces, from));
  const std::size_t examples = from.count();
  for (std::size_t i = 0; i < examples; ++i) {
    const auto status = static_cast<StatusCode>(from.number(599));
    require(is_error(status));
    require(sources.examples.empty() || status > sources.examples.rbegin()->first);
    sources.examples.emplace(status, read_quoted(sources.pieces, from));
  }
  for (std::optional<Quoted>& quoted : sources.unread) {
    if (from.flag()) quoted = read_quoted(sources.pieces, from);
  }
  const std::size_t pieces = sources.pieces.size();
  require(sources.is_sorted());
  try {
    sources.sort();
  } catch (const MergeError&) {
    throw BytesError();
  }
  require(sources.pieces.size() == pieces);
  return sources;
}

}  // namespace logscan
