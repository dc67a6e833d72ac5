#include "engine/found_sources.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "aggregate/limits.h"
#include "logset/file_print.h"
#include "logset/log_names.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

using Pieces = std::vector<std::unique_ptr<InputSlice>>;

bool same_input(const InputSlice& a, const InputSlice& b) {
  return a.folded == b.folded && a.place == b.place && a.identity == b.identity && a.path == b.path;
}

bool comes_before(const InputSlice& a, const InputSlice& b) {
  if (a.place != b.place) return a.place < b.place;
  if (a.path != b.path) return older_first(a.path, b.path);
  if (a.folded != b.folded) return a.folded;
  if (a.identity != b.identity) return a.identity < b.identity;
  return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
}

bool is_before(const std::unique_ptr<InputSlice>& a, const std::unique_ptr<InputSlice>& b) {
  return comes_before(*a, *b);
}

// Folded pieces of one path that are not joined yet count as one.
bool quoted_before(const Quoted& a, const Quoted& b) {
  if (a.piece != b.piece && comes_before(*a.piece, *b.piece)) return true;
  if (a.piece != b.piece && comes_before(*b.piece, *a.piece)) return false;
  return std::tie(a.order, a.offset, a.line, a.text) < std::tie(b.order, b.offset, b.line, b.text);
}

// Returns whether `b`, which does not come before `a`, continues it. A part without bytes may lie
// within another.
bool joins(const InputSlice& a, const InputSlice& b) {
  if (!same_input(a, b)) return false;
  return a.folded || a.end == b.begin || (b.begin == b.end && b.begin < a.end);
}

bool overlaps(const InputSlice& a, const InputSlice& b) {
  return !a.folded && !b.folded && std::max(a.begin, b.begin) < std::min(a.end, b.end);
}

[[noreturn]] void refuse_twice(const InputSlice& a, const InputSlice& b) {
  throw MergeError(
      fmt::format("{}: its lines from byte {} to {} would be counted twice{}", safe_text(a.path),
                  std::max(a.begin, b.begin), std::min(a.end, b.end),
                  a.path == b.path ? "" : ", since it holds what " + safe_text(b.path) + " holds"));
}

// Appends the piece to the one before it.
void append(InputSlice& to, const InputSlice& more) {
  if (more.counts.lines > 0) {
    if (to.counts.lines == 0) to.from = more.from;
    to.to = more.to;
  }
  to.end = std::max(to.end, more.end);
  to.counts += more.counts;
  for (std::size_t i = 0; i < kLogFormats; ++i)
    to.formats[i] += more.formats[i];
  to.bytes_read += more.bytes_read;
  if (!to.compression) to.compression = more.compression;
  to.incomplete_last_line = to.incomplete_last_line || more.incomplete_last_line;
  if (!to.error) to.error = more.error;
}

// Checks that pieces of one input, given in order, do not overlap.
void check_joins(const std::vector<const InputSlice*>& pieces) {
  const InputSlice* front = nullptr;  // the one among joined pieces that reaches furthest
  const InputSlice* last = nullptr;   // the last one with lines
  for (const InputSlice* const piece : pieces) {
    if (front != nullptr && same_input(*front, *piece) && overlaps(*front, *piece))
      refuse_twice(*front, *piece);
    const bool continues = front != nullptr && joins(*front, *piece);
    if (!continues) last = nullptr;
    if (!continues || piece->end > front->end) front = piece;
    if (piece->error) last = nullptr;  // its lines are missing
    if (piece->counts.lines == 0 || piece->folded) continue;
    if (last != nullptr && last->to != piece->from && !last->error && !piece->error) {
      throw MergeError(
          fmt::format("{}: it was changed while its parts were read: the lines of one end at byte "
                      "{}, those of the next begin at {}",
                      safe_text(piece->path), last->to, piece->from));
    }
    last = piece;
  }
}

// Checks that no part of an input is in both, even under two names.
void check_overlaps(const Pieces& a, const Pieces& b) {
  std::multimap<InputIdentity, const InputSlice*> known;
  for (const auto& piece : b)
    known.emplace(piece->identity, piece.get());
  for (const auto& piece : a) {
    const auto [first, last] = known.equal_range(piece->identity);
    for (auto at = first; at != last; ++at) {
      const InputSlice& other = *at->second;
      if (piece->place != other.place && piece->place > 0 && other.place > 0) continue;
      // With fewer bytes, two different inputs may start the same.
      const bool one = piece->path == other.path || piece->identity.bytes == kPrintBytes;
      if (one && overlaps(*piece, other)) refuse_twice(*piece, other);
    }
  }
}

// Only forged partials reach such sums.
void check_sums(const Pieces& a, const Pieces& b) {
  SourceSums sums;
  for (const Pieces* const pieces : {&a, &b}) {
    for (const auto& piece : *pieces) {
      sums += *piece;
      if (sums.are_too_large()) throw MergeError("together they hold more lines than any log has");
    }
  }
}

std::vector<const InputSlice*> in_order(const Pieces& a, const Pieces& b) {
  std::vector<const InputSlice*> all;
  for (const auto& piece : a)
    all.push_back(piece.get());
  for (const auto& piece : b) {
    const auto at = std::upper_bound(all.begin(), all.end(), piece.get(),
                                     [](const InputSlice* left, const InputSlice* right) {
                                       return comes_before(*left, *right);
                                     });
    all.insert(at, piece.get());
  }
  return all;
}

}  // namespace

bool InputSlice::closes() const {
  if (!counts.closes()) return false;
  if (folded || error) return true;
  if (counts.lines == 0) return counts.bytes == 0;
  return from >= begin && from < end && to >= from && to - from == counts.bytes &&
         (begin > 0 || from == 0);
}

SourceSums& SourceSums::operator+=(const InputSlice& piece) {
  lines += piece.counts.lines;
  bytes += piece.counts.bytes;
  bytes_read += piece.bytes_read;
  return *this;
}

bool SourceSums::are_too_large() const {
  return lines > kMostLines || bytes > kMostBytes || bytes_read > kMostBytes;
}

Sample Quoted::sample() const {
  return {piece->path, piece->lines_before + line, offset, reason, text, closest};
}

template <class Change>
void FoundSources::each_quoted(const Change& change) {
  for (Quoted& quoted : malformed)
    change(quoted);
  for (auto& [status, quoted] : examples)
    change(quoted);
  for (std::optional<Quoted>& quoted : unread) {
    if (quoted) change(*quoted);
  }
}

FoundSources FoundSources::copy() const {
  FoundSources made;
  made.sorted = sorted;
  made.malformed = malformed;
  made.examples = examples;
  made.unread = unread;
  std::unordered_map<const InputSlice*, const InputSlice*> copies;
  for (const auto& piece : pieces) {
    made.pieces.push_back(std::make_unique<InputSlice>(*piece));
    copies.emplace(piece.get(), made.pieces.back().get());
  }
  made.each_quoted([&](Quoted& quoted) { quoted.piece = copies.at(quoted.piece); });
  return made;
}

bool FoundSources::is_sorted() const {
  return std::is_sorted(pieces.begin(), pieces.end(), is_before) &&
         std::is_sorted(malformed.begin(), malformed.end(), quoted_before);
}

void FoundSources::sort() {
  if (sorted) return;
  if (!std::is_sorted(pieces.begin(), pieces.end(), is_before))
    std::stable_sort(pieces.begin(), pieces.end(), is_before);
  check_joins(in_order(pieces, {}));
  std::stable_sort(malformed.begin(), malformed.end(), quoted_before);
  join();
  sorted = true;
}

void FoundSources::join() {
  Pieces joined;
  std::unordered_map<const InputSlice*, std::pair<const InputSlice*, std::uint64_t>> moved;
  for (std::unique_ptr<InputSlice>& piece : pieces) {
    if (joined.empty() || !joins(*joined.back(), *piece)) {
      joined.push_back(std::move(piece));
      continue;
    }
    InputSlice& front = *joined.back();
    moved.emplace(piece.get(), std::pair(&front, front.folded ? 0 : front.counts.lines));
    append(front, *piece);
  }
  if (!moved.empty()) {
    each_quoted([&](Quoted& quoted) {
      const auto found = moved.find(quoted.piece);
      if (found == moved.end()) return;
      quoted.piece = found->second.first;
      quoted.line += found->second.second;
    });
  }
  pieces = std::move(joined);
}

void FoundSources::merge(FoundSources other) {
  sort();
  other.sort();
  check_sums(pieces, other.pieces);
  check_overlaps(pieces, other.pieces);
  check_joins(in_order(pieces, other.pieces));

  for (std::unique_ptr<InputSlice>& piece : other.pieces) {
    const auto at = std::upper_bound(pieces.begin(), pieces.end(), piece, is_before);
    pieces.insert(at, std::move(piece));
  }
  const std::size_t own = malformed.size();
  std::move(other.malformed.begin(), other.malformed.end(), std::back_inserter(malformed));
  std::inplace_merge(malformed.begin(), malformed.begin() + static_cast<std::ptrdiff_t>(own),
                     malformed.end(), quoted_before);
  if (malformed.size() > kSamples) malformed.resize(kSamples);
  for (auto& [status, quoted] : other.examples) {
    const auto [found, is_new] = examples.try_emplace(status, quoted);
    if (!is_new && quoted_before(quoted, found->second)) found->second = std::move(quoted);
  }
  for (std::size_t field = 0; field < kUnreadFields; ++field) {
    std::optional<Quoted>& theirs = other.unread[field];
    if (theirs && (!unread[field] || quoted_before(*theirs, *unread[field])))
      unread[field] = std::move(theirs);
  }
  join();
}

void FoundSources::fold(const std::function<bool(const InputSlice&)>& is_complete) {
  sort();
  std::erase_if(pieces, [](const auto& piece) { return piece->counts.lines == 0; });
  std::map<std::string, std::uint64_t> bytes;  // bytes folded, by path
  for (const auto& piece : pieces) {
    if (piece->folded) {
      bytes[piece->path] += piece->counts.bytes;
      continue;
    }
    if (!is_complete(*piece)) continue;
    std::uint64_t& before = bytes[piece->path];
    each_quoted([&](Quoted& quoted) {
      if (quoted.piece != piece.get()) return;
      quoted.order = before + quoted.offset;
      quoted.line += piece->lines_before;
    });
    before += piece->counts.bytes;
    piece->folded = true;
    piece->identity = {};
    piece->place = 0;
    piece->begin = piece->end = piece->from = piece->to = piece->lines_before = 0;
    piece->error.reset();
  }
  sorted = false;
  sort();
}

}  // namespace logscan
