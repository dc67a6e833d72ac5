#include "engine/line_sink.h"

#include <algorithm>
#include <string>

#include "engine/threads.h"

namespace logscan {

LineSink::LineSink(const EngineOptions& options)
    : options_(options), kernel_(kernel_of(options)), texts_(kernel_) {
  const Query& query = *options.query;
  if (query.empty()) return;
  const bool has_report = query.groups.empty() && query.series.empty() && !query.spec.records;
  needs_time_ = has_report || query.asks_for_times();
  query_.emplace(query);
  fields_ = error_fields_ = query_->fields();
  notes_fields_ = fields_.has_any({Field::kClient, Field::kDuration});
  error_fields_ |= RecordStore::kFields;
  if (!query.trusted_proxies.empty()) error_fields_.add(Field::kForwardedFor);
  cutter_.emplace(kernel_, fields_, error_fields_);
}

std::uint64_t LineSink::range_end(std::uint64_t offset) const {
  const std::uint64_t size = std::max<std::uint64_t>(options_.range_size, 1);
  const std::uint64_t begin = offset - offset % size;
  return begin + std::min(size, std::numeric_limits<std::uint64_t>::max() - begin);
}

void LineSink::resume(std::string_view file, std::uint64_t offset, LineParser& parser) {
  file_ = shown_file_ = file;
  if (!options_.machine.empty()) {
    named_file_ = options_.machine + ":" + std::string(file);
    shown_file_ = named_file_;
  }
  for (LogLine& line : ahead_)
    line.file = shown_file_;  // cutting a line does not touch it
  parser_ = &parser;
  rows_end_ = range_end(offset);
  if (query_) query_->reuse(batch_.rows);
}

void LineSink::finish_range() {
  if (query_) query_->finish_part(batch_.rows);
}

// Returns false if a client was refused.
bool LineSink::find_texts(const Block& block, const PlainLines& lines, PlainTexts::Numbers numbers,
                          FieldSet wanted) {
  if (wanted.has(Field::kPath)) texts_.find_paths(block, index_, lines, numbers);
  return !wanted.has(Field::kClient) || texts_.find_clients(block, index_, lines, numbers);
}

void LineSink::append_columns(const LogLine& fields) {
  if (batch_.columns == nullptr) {
    const QuerySpec& spec = options_.query->spec;
    batch_.columns = std::make_unique<RecordColumns>(spec.records->fields, spec.log_format.own);
  }
  batch_.columns->append(fields);
}

void LineSink::take_error(const LineView& line, const ParsedLine& parsed,
                          const LineExtent& extent) {
  if (is_quote_delimited(parsed.format) && !parsed.unpacked) {
    cut_line(line, parsed, RecordStore::kFields, error_);
    keep_error(line, parsed, extent, error_);
  } else {
    keep_error(line, parsed, extent, parser_->cut(line, parsed, RecordStore::kFields));
  }
}

void LineSink::note_refused(const LineView& line, const ParsedLine& parsed,
                            const LineExtent& extent, const LogLine& fields, FieldSet asked) {
  if (asked.has(Field::kClient) && fields.refused.client)
    note_unread(UnreadField::kClient, line, parsed, extent);
  if (asked.has(Field::kDuration) && fields.refused.duration)
    note_unread(UnreadField::kDuration, line, parsed, extent);
}

void LineSink::note_time(const LineView& line, const ParsedLine& parsed, const LineExtent& extent) {
  if (needs_time_ && parser_->refuses_time(line, parsed))
    note_unread(UnreadField::kTime, line, parsed, extent);
}

void LineSink::note_unread(UnreadField field, const LineView& line, const ParsedLine& parsed,
                           const LineExtent& extent) {
  ++batch_.unread[static_cast<std::size_t>(field)].lines;
  std::optional<Batch::Quote>& first = batch_.first_unread[static_cast<std::size_t>(field)];
  if (first) return;
  first = Batch::Quote{batch_.counts.lines, extent.offset,       Reason::kNone,
                       parsed.status,       quote(line, parsed), std::nullopt};
}

// Returns a parsed line in a form safe for outputs.
std::string LineSink::quote(const LineView& line, const ParsedLine& parsed) const {
  std::string text =
      query_ ? query_->quote(parser_->cut(line, parsed, FieldSet::all()), line_text(line))
             : std::string(line_text(line).substr(0, kSampleBytes));
  text.resize(std::min(text.size(), kSampleBytes));
  return text;
}

void LineSink::take_example(const LineView& line, const ParsedLine& parsed,
                            const LineExtent& extent) {
  batch_.has_example.set(parsed.status);
  batch_.examples.push_back({batch_.counts.lines, extent.offset, Reason::kNone, parsed.status,
                             quote(line, parsed), std::nullopt});
}

void LineSink::take_other(const LineView& line, const ParsedLine& parsed,
                          const LineExtent& extent) {
  switch (parsed.kind) {
    case LineKind::kParsed:
      break;
    case LineKind::kBlank:
      ++batch_.counts.blank;
      break;
    case LineKind::kComment:
      ++batch_.counts.comment;
      break;
    case LineKind::kMalformed:
      quote_malformed(parsed, line_text(line), extent.offset, &line);
      break;
  }
}

void LineSink::take_long_line(const Block& block) {
  ParsedLine parsed;
  parsed.reason = Reason::kTooLong;
  quote_malformed(parsed, {block.data, block.size}, block.offset - block.skipped, nullptr);
  ++batch_.counts.lines;
  batch_.counts.bytes += block.skipped + block.size + block.unseen;
}

void LineSink::quote_malformed(const ParsedLine& parsed, std::string_view text,
                               std::uint64_t offset, const LineView* line) {
  const Reason reason = parsed.reason;
  ++batch_.reasons[static_cast<std::size_t>(reason)];
  ++batch_.counts.malformed;
  if (batch_.malformed.size() == kSamples) return;
  // The reader may have kept only max_line bytes of a line that is too long.
  const std::uint64_t kept = reason == Reason::kTooLong ? options_.query->spec.max_line
                                                        : std::numeric_limits<std::uint64_t>::max();
  const std::string_view part = text.substr(0, std::min<std::uint64_t>(kept, kSampleBytes));
  std::string quoted = query_ ? query_->quote(part) : std::string(part);
  std::optional<ClosestFormat> closest;
  if (line != nullptr && reason != Reason::kTooLong) closest = parser_->closest(*line, parsed);
  batch_.malformed.push_back(
      {batch_.counts.lines, offset, reason, StatusCode{0}, std::move(quoted), std::move(closest)});
}

}  // namespace logscan
