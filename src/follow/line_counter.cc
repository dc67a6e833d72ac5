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

void LineCounter::count(const Block& block, LineParser& parser, Tally& tally) {
  if (block.kind == Block::Kind::kLongLine) {
    ++tally.reasons[static_cast<std::size_t>(Reason::kTooLong)];
    ++tally.counts.malformed;
    ++tally.counts.lines;
    tally.counts.bytes += block.skipped + block.size + block.unseen;
    return;
  }
  parse_runs(
      block, kernel_, index_, parser,
      [&](const PlainLines& lines) { count_run(block, lines, parser, tally); },
      [&](const LineView& line, const ParsedLine& parsed, std::uint32_t) {
        ++tally.counts.lines;
        if (is_backlog_ && parsed.dated) tally.backlog.add(parsed.time.seconds());
        if (parsed.kind == LineKind::kParsed) {
          count_line(line, parsed, parser, tally);
        } else {
          count_other(parsed, tally);
        }
      });
  tally.counts.bytes += block.skipped + block.size - (block.incomplete ? 1 : 0);
  take_rows(tally);
}

void LineCounter::count_backlog(const Block& block, LineParser& parser, Tally& tally,
                                FollowClock::time_point now) {
  tally.backlog.read = now;
  is_backlog_ = true;
  count(block, parser, tally);
  is_backlog_ = false;
}

void LineCounter::count_run(const Block& block, const PlainLines& lines, LineParser& parser,
                            Tally& tally) {
  tally.counts.lines += lines.run.count;
  if (is_backlog_) {
    for (const std::size_t i : {std::size_t{0}, lines.run.count - 1})
      tally.backlog.add(parsed_line(lines, i).time.seconds());
  }
  for (std::size_t i = 0; i < lines.run.count; ++i) {
    const StatusCode status = lines.run.statuses[i];
    if (!query_ && !is_error(status)) {
      ++tally.codes[status];
      ++tally.counts.parsed;
      continue;
    }
    count_line(line_view(block, index_, place_in(index_, lines, i), lines.run.quotes),
               parsed_line(lines, i), parser, tally);
  }
}

void LineCounter::count_other(const ParsedLine& parsed, Tally& tally) {
  if (parsed.kind == LineKind::kBlank) {
    ++tally.counts.blank;
  } else if (parsed.kind == LineKind::kComment) {
    ++tally.counts.comment;
  } else {
    ++tally.counts.malformed;
    ++tally.reasons[static_cast<std::size_t>(parsed.reason)];
  }
}

void LineCounter::count_line(const LineView& line, const ParsedLine& parsed, LineParser& parser,
                             Tally& tally) {
  if (query_) return count_asked(line, parsed, parser, tally);
  ++tally.codes[parsed.status];
  ++tally.counts.parsed;
  if (is_error(parsed.status)) add_failure(parser.cut(line, parsed, error_fields_), tally);
}

void LineCounter::count_asked(const LineView& line, const ParsedLine& parsed, LineParser& parser,
                              Tally& tally) {
  if (query_->rejects(parsed.status)) {
    ++tally.counts.filtered;
    return;
  }
  const FieldSet wanted = is_error(parsed.status) ? error_fields_ : fields_;
  LogLine fields = parser.cut(line, parsed, wanted);
  if (parsed.dated) fields.time = parsed.time.unpack();
  fields.file = file_;
  query_->resolve_client(fields);
  if (!query_->passes(fields)) {
    ++tally.counts.filtered;
    return;
  }
  if (query_->changes()) query_->show(fields, wanted);
  ++tally.codes[parsed.status];
  ++tally.counts.parsed;
  if (is_error(parsed.status)) add_failure(fields, tally);
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
