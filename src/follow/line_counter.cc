#include "follow/line_counter.h"

#include <string_view>

#include "query/key_tuple.h"
#include "query/query.h"
#include "record/table_hash.h"

namespace logscan {
namespace {

void add_failure(const LogLine& fields, Tally& tally) {
  if (fields.path.data() == nullptr) return;
  const std::string_view path = fields.path.substr(0, kKeyValueBytes);
  Failures& failures = tally.paths.row(path, table_hash(path));
  ++failures.count;
  failures.server += is_server_error(fields.status);
}

}  // namespace

LineCounter::LineCounter(const EngineOptions& options)
    : options_(options),
      kernel_(options.kernel != nullptr ? *options.kernel : default_kernel()),
      rows_(options.query->spec) {
  error_fields_.add(Field::kPath);
  if (options.query->empty()) return;
  query_.emplace(*options.query);
  fields_ = query_->fields();
  error_fields_ |= fields_;
}

void LineCounter::count(const Block& block, LineParser& judge, Tally& tally) {
  if (block.kind == Block::Kind::kLongLine) {
    ++tally.reasons[static_cast<std::size_t>(Reason::kTooLong)];
    ++tally.counts.malformed;
    ++tally.counts.lines;
    tally.counts.bytes += block.skipped + block.size + block.unseen;
    return;
  }
  judge_runs(
      block, kernel_, index_, judge,
      [&](const PlainLines& lines) { count_run(block, lines, judge, tally); },
      [&](const LineView& line, const ParsedLine& judged, std::uint32_t) {
        ++tally.counts.lines;
        if (is_backlog_ && judged.dated) tally.backlog.add(judged.time.seconds());
        if (judged.kind == LineKind::kParsed) {
          count_line(line, judged, judge, tally);
        } else {
          count_other(judged, tally);
        }
      });
  tally.counts.bytes += block.skipped + block.size - (block.incomplete ? 1 : 0);
  take_rows(tally);
}

void LineCounter::count_backlog(const Block& block, LineParser& judge, Tally& tally,
                                FollowClock::time_point now) {
  tally.backlog.read = now;
  is_backlog_ = true;
  count(block, judge, tally);
  is_backlog_ = false;
}

void LineCounter::count_run(const Block& block, const PlainLines& lines, LineParser& judge,
                            Tally& tally) {
  tally.counts.lines += lines.run.count;
  if (is_backlog_) {
    for (const std::size_t i : {std::size_t{0}, lines.run.count - 1})
      tally.backlog.add(judged(lines, i).time.seconds());
  }
  for (std::size_t i = 0; i < lines.run.count; ++i) {
    const StatusCode status = lines.run.statuses[i];
    if (!query_ && !is_error(status)) {
      ++tally.codes[status];
      ++tally.counts.parsed;
      continue;
    }
    count_line(line_view(block, index_, place_in(index_, lines, i), lines.run.quotes),
               judged(lines, i), judge, tally);
  }
}

void LineCounter::count_other(const ParsedLine& judged, Tally& tally) {
  if (judged.kind == LineKind::kBlank) {
    ++tally.counts.blank;
  } else if (judged.kind == LineKind::kComment) {
    ++tally.counts.comment;
  } else {
    ++tally.counts.malformed;
    ++tally.reasons[static_cast<std::size_t>(judged.reason)];
  }
}

void LineCounter::count_line(const LineView& line, const ParsedLine& judged, LineParser& judge,
                             Tally& tally) {
  if (query_) return count_asked(line, judged, judge, tally);
  ++tally.codes[judged.status];
  ++tally.counts.parsed;
  if (is_error(judged.status)) add_failure(judge.cut(line, judged, error_fields_), tally);
}

void LineCounter::count_asked(const LineView& line, const ParsedLine& judged, LineParser& judge,
                              Tally& tally) {
  if (query_->rejects(judged.status)) {
    ++tally.counts.filtered;
    return;
  }
  const FieldSet wanted = is_error(judged.status) ? error_fields_ : fields_;
  LogLine fields = judge.cut(line, judged, wanted);
  if (judged.dated) fields.time = judged.time.unpack();
  fields.file = file_;
  query_->resolve_client(fields);
  if (!query_->passes(fields)) {
    ++tally.counts.filtered;
    return;
  }
  if (query_->changes()) query_->show(fields, wanted);
  ++tally.codes[judged.status];
  ++tally.counts.parsed;
  if (is_error(judged.status)) add_failure(fields, tally);
  query_->count(fields);
  if (query_->is_full()) take_rows(tally);
}

void LineCounter::take_rows(Tally& tally) {
  if (!query_ || query_->rows().empty()) return;
  query_->take_rows(rows_);
  tally.rows.merge(options_.query->spec, rows_);
  rows_.clear();
}

}  // namespace logscan
