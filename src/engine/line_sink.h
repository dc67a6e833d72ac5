#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "aggregate/error_times.h"
#include "aggregate/line_counts.h"
#include "engine/batch.h"
#include "engine/lines.h"
#include "engine/plain_cutter.h"
#include "engine/plain_texts.h"
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
  // Fields that columns may hold in an unreadable form.
  static constexpr std::array<std::pair<UnreadField, Field>, 2> kNoted = {
      {{UnreadField::kClient, Field::kClient}, {UnreadField::kDuration, Field::kDuration}}};

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

  /// Returns the counts and times of the errors among them. Call finish() on them before use.
  ErrorTimes& error_times() { return error_times_; }

  /// Returns the times of the lines that the filter dropped, and possibly of some that it did not.
  TimeSpan& dropped() { return dropped_; }

 private:
  std::uint64_t range_end(std::uint64_t offset) const;
  template <class HandOn>
  void take_run(const Block& block, const PlainLines& lines, HandOn&& hand_on);
  template <class HandOn>
  void keep_errors(const Block& block, const PlainLines& lines, PlainTexts::Numbers numbers,
                   PlainTexts::Numbers errors, HandOn&& hand_on);
  template <class HandOn>
  void take_asked_run(const Block& block, const PlainLines& lines, HandOn&& hand_on);
  bool find_texts(const Block& block, const PlainLines& lines, PlainTexts::Numbers numbers,
                  FieldSet wanted);
  template <class HandOn>
  void count_ahead(const Block& block, const PlainLines& lines, std::size_t first, std::size_t some,
                   HandOn&& hand_on);
  LineView plain_line(const Block& block, const PlainLines& lines, std::size_t i) const {
    return line_view(block, index_, place_in(index_, lines, i), lines.run.quotes);
  }
  struct PlainLine {
    LineView view;
    ParsedLine parsed;
    LineExtent extent;
  };
  PlainLine plain_line_at(const Block& block, const PlainLines& lines, std::size_t i) const {
    const LineView line = plain_line(block, lines, i);
    return {line, parsed_line(lines, i),
            line_extent(block, line, place_in(index_, lines, i + 1).begin)};
  }
  template <class HandOn>
  void take_each(const Block& block, const PlainLines& lines, HandOn&& hand_on);
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
  void keep_error(const LineView& line, const ParsedLine& parsed, const LineExtent& extent,
                  const LogLine& fields);
  void take_other(const LineView& line, const ParsedLine& parsed, const LineExtent& extent);
  void note_fields(const LineView& line, const ParsedLine& parsed, const LineExtent& extent,
                   const LogLine& fields, FieldSet asked);
  void note_looked_at(FieldSet asked, std::uint64_t lines);
  void note_refused(const LineView& line, const ParsedLine& parsed, const LineExtent& extent,
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
  ErrorTimes error_times_;
  TimeSpan dropped_;
  Batch batch_;

  std::optional<QueryScan> query_;
  FieldSet fields_;            ///< fields to cut from every line
  bool needs_time_ = true;     ///< the query depends on times
  bool notes_fields_ = false;  ///< a wanted field may be refused
  FieldSet error_fields_;      ///< fields to cut from lines with an error
  LogLine error_;              ///< set by cutting lines alone, so that nothing needs to be cleared
  PlainTexts texts_;
  std::optional<PlainCutter> cutter_;
  std::array<LogLine, PlainCutter::kMostAtOnce> ahead_;  ///< lines that are counted next
  std::string_view file_;                                ///< as filters see it
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
        } else if (query_->filters() || lines.format == LogFormat::kCustom) {
          take_each(block, lines, hand_on);
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
  const std::size_t count = counts_.add(lines.run, lines.minute, errors);
  keep_errors(block, lines, PlainTexts::numbers(0, lines.run.count), {errors.data(), count},
              hand_on);
}

// Counts adjacent lines of a run, and keeps those of its errors that are among them.
template <class HandOn>
void LineSink::keep_errors(const Block& block, const PlainLines& lines, PlainTexts::Numbers numbers,
                           PlainTexts::Numbers errors, HandOn&& hand_on) {
  const auto begin = std::lower_bound(errors.begin(), errors.end(), numbers.front());
  errors = {begin, std::upper_bound(begin, errors.end(), numbers.back())};
  std::size_t counted = numbers.front();
  while (!errors.empty()) {
    const PlainTexts::Numbers some = errors.first(std::min(errors.size(), texts_.kMostAtOnce));
    errors = errors.subspan(some.size());
    const bool has_texts =
        lines.format != LogFormat::kCustom && find_texts(block, lines, some, RecordStore::kFields);
    if (has_texts && !fields_.has(Field::kClient)) note_looked_at({Field::kClient}, some.size());
    for (std::size_t error = 0; error < some.size(); ++error) {
      const std::size_t i = some[error];
      const StatusCode status = lines.run.statuses[i];
      const bool is_full = batch_.records.full();
      if (is_full || !has_texts || !batch_.has_example[status]) [[unlikely]] {
        batch_.count_plain(lines.format, i - std::exchange(counted, i));
        if (is_full) hand_on();
        const PlainLine line = plain_line_at(block, lines, i);
        if (!has_texts) {
          take_error(line.view, line.parsed, line.extent);
          continue;
        }
        if (!batch_.has_example[status]) take_example(line.view, line.parsed, line.extent);
      }
      error_times_.add(status, lines.minute.plus(lines.run.seconds[i]));
      batch_.records.append(texts_.client(error), texts_.path(error), status);
    }
  }
  batch_.count_plain(lines.format, numbers.back() + 1 - counted);
}

// For filters, most of which test the status first, so that few lines pass, and for lines with own
// fields, of which only one line at a time can be cut.
template <class HandOn>
void LineSink::take_each(const Block& block, const PlainLines& lines, HandOn&& hand_on) {
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
  const std::size_t error_count = counts_.add(lines.run, lines.minute, errors);
  // A part ends at the same line, however the input is cut into blocks.
  const bool within_part =
      block.offset + block.size <= rows_end_ && query_->has_room_for(lines.run.count);
  const bool at_once = within_part && query_->only_counts();
  const bool is_plain = at_once && query_->plain_fields();
  for (std::size_t first = 0; first < lines.run.count; first += ahead_.size()) {
    const std::size_t some = std::min(ahead_.size(), lines.run.count - first);
    const PlainTexts::Numbers numbers = PlainTexts::numbers(first, some);
    if (is_plain && find_texts(block, lines, numbers, *query_->plain_fields())) {
      query_->count_plain(texts_, lines, numbers);
      note_looked_at(fields_, some);
      keep_errors(block, lines, numbers, {errors.data(), error_count}, hand_on);
      continue;
    }
    cutter_->cut(block, index_, lines, first, {ahead_.data(), some});
    for (std::size_t i = 0; i < some; ++i) {
      const FieldSet wanted = is_error(ahead_[i].status) ? error_fields_ : fields_;
      if (wanted.has(Field::kClient)) query_->resolve_client(ahead_[i]);
    }
    if (at_once) {
      count_ahead(block, lines, first, some, hand_on);
      continue;
    }
    for (std::size_t i = 0; i < some; ++i) {
      const PlainLine line = plain_line_at(block, lines, first + i);
      if (notes_fields_) note_fields(line.view, line.parsed, line.extent, ahead_[i], fields_);
      answer(line.view, line.parsed, line.extent, ahead_[i], hand_on);
      batch_.count_plain(lines.format, 1);
    }
  }
}

// Does the same as answer() for each line, but counts them at once.
template <class HandOn>
void LineSink::count_ahead(const Block& block, const PlainLines& lines, std::size_t first,
                           std::size_t some, HandOn&& hand_on) {
  query_->count({ahead_.data(), some});
  note_looked_at(fields_, some);
  std::size_t counted = 0;
  for (std::size_t i = 0; i < some; ++i) {
    const LogLine& fields = ahead_[i];
    const bool error = is_error(fields.status);
    if (!error && !(notes_fields_ && fields.refused.any())) continue;
    batch_.count_plain(lines.format, i - std::exchange(counted, i));
    const PlainLine line = plain_line_at(block, lines, first + i);
    note_refused(line.view, line.parsed, line.extent, fields, fields_);
    if (!error) continue;
    if (batch_.records.full()) hand_on();
    keep_error(line.view, line.parsed, line.extent, fields);
  }
  batch_.count_plain(lines.format, some - counted);
}

inline void LineSink::keep_error(const LineView& line, const ParsedLine& parsed,
                                 const LineExtent& extent, const LogLine& fields) {
  if (!fields_.has(Field::kClient)) note_fields(line, parsed, extent, fields, {Field::kClient});
  error_times_.add(parsed);
  batch_.records.append(fields);
  if (!batch_.has_example[parsed.status]) [[unlikely]]
    take_example(line, parsed, extent);
}

// Records refused fields among those that were wanted. Runs for every error, so it is kept inline.
inline void LineSink::note_fields(const LineView& line, const ParsedLine& parsed,
                                  const LineExtent& extent, const LogLine& fields, FieldSet asked) {
  note_looked_at(asked, 1);
  if (fields.refused.any()) [[unlikely]]
    note_refused(line, parsed, extent, fields, asked);
}

inline void LineSink::note_looked_at(FieldSet asked, std::uint64_t lines) {
  for (const auto& [unread, field] : kNoted)
    if (asked.has(field)) batch_.unread[static_cast<std::size_t>(unread)].looked_at += lines;
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
    batch_.compared.add(fields, query_->compared_fields());
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
  if (query_->changes()) query_->show(fields, error ? error_fields_ : fields_);
  if (error) keep_error(line, parsed, extent, fields);
  query_->count({&fields, 1});
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
