#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "aggregate/line_counts.h"
#include "engine/batch.h"
#include "engine/lines.h"
#include "engine/query_scan.h"
#include "format/line_parser.h"
#include "input/block.h"
#include "logscan/engine.h"
#include "scan/line_index.h"

namespace logscan {

/// Counts the lines of blocks: for the ranges of a run, for followed logs, and to check whether a
/// file is a log. The results add up to an Aggregate: the LineCounts of all lines, in any order,
/// and the Batches, in the order of the lines. Not thread-safe.
class LineSink {
  // Records are handed over within a range when they have this many bytes.
  static constexpr std::size_t kMostRecordText = 16 * 1024 * 1024;

 public:
  /// The options must outlive the sink.
  explicit LineSink(const EngineOptions& options);

  /// Continues with the lines from an offset of the input `file`. `parser` belongs to the file,
  /// since it remembers its directives. Both must outlive the blocks that are counted.
  void resume(std::string_view file, std::uint64_t offset, LineParser& parser);

  /// Moves the rows of the query into the batch. Call it after the last block of a range, before
  /// the batch is consumed.
  void finish_range();

  /// Counts the lines of a block. Calls `hand_on` whenever the batch is full; it must clear the
  /// batch.
  template <class HandOn>
  void take(const Block& block, HandOn&& hand_on);

  /// Parses lines without counting them, so that the parser sees their directives.
  void pass_over(const Block& block) {
    if (block.kind == Block::Kind::kLongLine || block.size == 0) return;
    parse_lines(block, kernel_, index_, *parser_,
                [](const LineView&, const ParsedLine&, std::uint32_t) {});
  }

  Batch& batch() { return batch_; }

  /// Returns the counts of the parsed lines that passed the filter. Call finish() on them before
  /// use.
  LineCounts& counts() { return counts_; }

  /// Returns the times of the lines that the filter dropped, and possibly of some that it did not.
  TimeSpan& dropped() { return dropped_; }

 private:
  std::uint64_t range_end(std::uint64_t offset) const;
  template <class HandOn>
  void take_run(const Block& block, const PlainLines& lines, HandOn&& hand_on);
  template <class HandOn>
  void take_asked_run(const Block& block, const PlainLines& lines, HandOn&& hand_on);
  template <class HandOn>
  void take_ahead(const Block& block, const PlainLines& lines, std::size_t i, LogLine& fields,
                  HandOn&& hand_on);
  LineView plain_line(const Block& block, const PlainLines& lines, std::size_t i) const {
    return line_view(block, index_, place_in(index_, lines, i), lines.run.quotes);
  }
  template <class HandOn>
  void take_filtered_run(const Block& block, const PlainLines& lines, HandOn&& hand_on);
  template <class HandOn>
  void take_asked(const LineView& line, const ParsedLine& parsed, const LineExtent& extent,
                  HandOn&& hand_on);
  template <class HandOn>
  void answer(const LineView& line, const ParsedLine& parsed, const LineExtent& extent,
              LogLine& fields, HandOn&& hand_on);

  // Cuts the fields that the query needs, and resolves the client.
  LogLine cut(const LineView& line, const ParsedLine& parsed) const {
    LogLine fields = parser_->cut(line, parsed, is_error(parsed.status) ? error_fields_ : fields_);
    if (parsed.dated) fields.time = parsed.time.unpack();
    fields.file = file_;
    query_->resolve_client(fields);
    return fields;
  }
  void count(const ParsedLine& parsed) {
    counts_.add(parsed);
    ++batch_.formats[static_cast<std::size_t>(parsed.format)];
    ++batch_.counts.parsed;
  }
  void drop(const ParsedLine& parsed) {
    ++batch_.counts.filtered;
    if (parsed.dated) dropped_.add(parsed.time);
  }
  void append_columns(const LogLine& fields);
  void take_long_line(const Block& block);
  void take_error(const LineView& line, const ParsedLine& parsed, const LineExtent& extent);
  void take_other(const LineView& line, const ParsedLine& parsed, const LineExtent& extent);
  void note_fields(const LineView& line, const ParsedLine& parsed, const LineExtent& extent,
                   const LogLine& fields, FieldSet asked);
  void note_time(const LineView& line, const ParsedLine& parsed, const LineExtent& extent);
  void note_unread(UnreadField field, const LineView& line, const ParsedLine& parsed,
                   const LineExtent& extent);
  std::string quote(const LineView& line, const ParsedLine& parsed) const;
  void take_example(const LineView& line, const ParsedLine& parsed, const LineExtent& extent);
  void quote_malformed(const ParsedLine& parsed, std::string_view text, std::uint64_t offset,
                       const LineView* line);

  const EngineOptions& options_;
  const Kernel& kernel_;
  LineIndex index_;
  LineParser* parser_ = nullptr;
  LineCounts counts_;
  TimeSpan dropped_;
  Batch batch_;

  std::optional<QueryScan> query_;
  FieldSet fields_;            ///< fields to cut from every line
  bool needs_time_ = true;     ///< the query depends on times
  bool notes_fields_ = false;  ///< a wanted field may be refused
  FieldSet error_fields_;      ///< fields to cut from lines with an error
  LogLine error_;              ///< set by cut_line() alone, so that nothing needs to be cleared
  std::array<LogLine, QueryScan::kMostPrefetched> ahead_;  ///< lines that are counted next
  std::string_view file_;                                  ///< as filters see it
  std::string_view shown_file_;  ///< with the machine before it, if that has a name
  std::string named_file_;
  std::uint64_t rows_end_ = 0;  ///< start of the lines that belong to the next rows
};

template <class HandOn>
void LineSink::take(const Block& block, HandOn&& hand_on) {
  if (block.kind == Block::Kind::kLongLine) {
    take_long_line(block);
    return;
  }
  parse_runs(
      block, kernel_, index_, *parser_,
      [&](const PlainLines& lines) {
        if (!query_) {
          take_run(block, lines, hand_on);
        } else if (query_->filters()) {
          take_filtered_run(block, lines, hand_on);
        } else {
          take_asked_run(block, lines, hand_on);
        }
      },
      [&](const LineView& line, const ParsedLine& parsed, std::uint32_t next) {
        const LineExtent extent = line_extent(block, line, next);
        if (parsed.kind != LineKind::kParsed) {
          take_other(line, parsed, extent);
        } else if (query_ && query_->rejects(parsed.status)) {
          drop(parsed);
        } else if (query_) {
          return take_asked(line, parsed, extent, hand_on);
        } else {
          if (is_error(parsed.status)) {
            if (batch_.records.full()) hand_on();
            take_error(line, parsed, extent);
          }
          if (!parsed.dated) note_time(line, parsed, extent);
          count(parsed);
        }
        ++batch_.counts.lines;
      });
  batch_.counts.bytes += block.skipped + block.size - (block.incomplete ? 1 : 0);
}

template <class HandOn>
void LineSink::take_run(const Block& block, const PlainLines& lines, HandOn&& hand_on) {
  LineCounts::Errors errors;
  const std::size_t error_count = counts_.add(lines.run, lines.minute, errors);
  std::size_t counted = 0;
  for (std::size_t error = 0; error < error_count; ++error) {
    const std::size_t i = errors[error];
    batch_.count_plain(lines.format, i - std::exchange(counted, i));
    if (batch_.records.full()) hand_on();
    const LineView line = plain_line(block, lines, i);
    take_error(line, parsed_line(lines, i),
               line_extent(block, line, place_in(index_, lines, i + 1).begin));
  }
  batch_.count_plain(lines.format, lines.run.count - counted);
}

// Most filters test the status first, and few lines pass that.
template <class HandOn>
void LineSink::take_filtered_run(const Block& block, const PlainLines& lines, HandOn&& hand_on) {
  dropped_.merge(times_of(lines.run, lines.minute));
  for (std::size_t i = 0; i < lines.run.count; ++i) {
    if (query_->rejects(lines.run.statuses[i])) {
      ++batch_.counts.filtered;
      ++batch_.counts.lines;
      continue;
    }
    const ParsedLine parsed = parsed_line(lines, i);
    const LineView line = plain_line(block, lines, i);
    take_asked(line, parsed, line_extent(block, line, place_in(index_, lines, i + 1).begin),
               hand_on);
  }
}

template <class HandOn>
void LineSink::take_asked_run(const Block& block, const PlainLines& lines, HandOn&& hand_on) {
  LineCounts::Errors errors;
  counts_.add(lines.run, lines.minute, errors);
  // Several lines are cut before the first of them is counted, so that their rows can be
  // prefetched.
  for (std::size_t first = 0; first < lines.run.count; first += ahead_.size()) {
    const std::size_t some = std::min(ahead_.size(), lines.run.count - first);
    for (std::size_t i = 0; i < some; ++i) {
      cut_line(plain_line(block, lines, first + i), parsed_line(lines, first + i), fields_,
               ahead_[i]);
      query_->resolve_client(ahead_[i]);
    }
    if (!query_->changes()) query_->prefetch({ahead_.data(), some});
    for (std::size_t i = 0; i < some; ++i)
      take_ahead(block, lines, first + i, ahead_[i], hand_on);
  }
}

template <class HandOn>
void LineSink::take_ahead(const Block& block, const PlainLines& lines, std::size_t i,
                          LogLine& fields, HandOn&& hand_on) {
  const ParsedLine parsed = parsed_line(lines, i);
  const LineView line = plain_line(block, lines, i);
  const LineExtent extent = line_extent(block, line, place_in(index_, lines, i + 1).begin);
  if (notes_fields_) note_fields(line, parsed, extent, fields, fields_);
  if (is_error(parsed.status)) {
    LogLine all = cut(line, parsed);
    all.file = shown_file_;
    answer(line, parsed, extent, all, hand_on);
  } else {
    answer(line, parsed, extent, fields, hand_on);
  }
  batch_.count_plain(lines.format, 1);
}

// Records refused fields among those that were wanted. Runs for every error, so it is kept inline.
inline void LineSink::note_fields(const LineView& line, const ParsedLine& parsed,
                                  const LineExtent& extent, const LogLine& fields, FieldSet asked) {
  const auto note = [&](UnreadField field, bool refused) {
    ++batch_.unread[static_cast<std::size_t>(field)].looked_at;
    if (refused) [[unlikely]]
      note_unread(field, line, parsed, extent);
  };
  if (asked.has(Field::kClient)) note(UnreadField::kClient, fields.refused.client);
  if (asked.has(Field::kDuration)) note(UnreadField::kDuration, fields.refused.duration);
}

template <class HandOn>
void LineSink::take_asked(const LineView& line, const ParsedLine& parsed, const LineExtent& extent,
                          HandOn&& hand_on) {
  LogLine fields = cut(line, parsed);
  if (notes_fields_) note_fields(line, parsed, extent, fields, fields_);
  if (query_->passes(fields)) {
    if (!parsed.dated) note_time(line, parsed, extent);
    fields.file = shown_file_;
    answer(line, parsed, extent, fields, hand_on);
    count(parsed);
  } else {
    drop(parsed);
  }
  ++batch_.counts.lines;
}

template <class HandOn>
void LineSink::answer(const LineView& line, const ParsedLine& parsed, const LineExtent& extent,
                      LogLine& fields, HandOn&& hand_on) {
  // Rows belong to ranges even if the input is a stream, so that results do not depend on it.
  if (extent.offset >= rows_end_ || query_->is_full()) [[unlikely]] {
    finish_range();
    hand_on();
    rows_end_ = range_end(extent.offset);
  }
  const bool error = is_error(parsed.status);
  if (error && batch_.records.full()) hand_on();
  if (error && !fields_.has(Field::kClient))
    note_fields(line, parsed, extent, fields, {Field::kClient});
  if (query_->changes()) query_->show(fields, error ? error_fields_ : fields_);
  if (error) {
    batch_.records.append(fields);
    take_example(line, parsed, extent);
  }
  query_->count(fields);
  if (!query_->has_records()) return;
  if (options_.take_columns) {
    append_columns(fields);
    if (batch_.columns->is_full()) hand_on();
    return;
  }
  query_->append_record(fields, batch_.record_text);
  if (batch_.record_text.size() >= kMostRecordText) hand_on();
}

}  // namespace logscan
