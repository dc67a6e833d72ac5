#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <string_view>

#include "logscan/report.h"
#include "report/code_order.h"
#include "report/json_sections.h"
#include "report/json_writer.h"
#include "version.h"

/// The schema logscan.report/1. Each function writes one key; report_json() has their order.
namespace logscan {
namespace {

using detail::JsonWriter;

void write_time(JsonWriter& json, std::string_view key, const std::optional<LogTime>& time) {
  json.key(key);
  time ? json.string(format_rfc3339(*time)) : json.null();
}

void write_optional(JsonWriter& json, std::string_view key,
                    const std::optional<std::string>& text) {
  if (text) {
    json.log_string(key, *text);
  } else {
    json.key(key).null();
  }
}

void write_window(JsonWriter& json, const WindowSummary& window) {
  json.key("state").open_object();
  json.key("window").number(window.number);
  json.key("from");
  window.from ? json.string(*window.from) : json.null();
  json.key("to").string(window.to);
  json.key("repeated").boolean(window.repeated);
  json.key("pending_bytes").number(window.pending_bytes);
  json.key("lost_bytes").number(window.lost_bytes());
  json.key("lost").open_list();
  for (const LostBytes& lost : window.lost) {
    json.open_object();
    json.log_string("path", lost.path);
    json.key("offset").number(lost.offset);
    json.key("bytes").number(lost.bytes);
    json.key("maybe_more").boolean(lost.maybe_more);
    json.close_object();
  }
  json.close_list();
  json.close_object();
}

void write_input(JsonWriter& json, const InputSummary& input) {
  json.open_object();
  json.log_string("path", input.path);
  json.key("bytes").number(input.counts.bytes);
  json.key("bytes_read").number(input.bytes_read);
  write_optional(json, "compression", input.compression);
  json.key("log_formats").open_list();
  for (const LogFormat format : detail::formats_by_lines(input.formats)) {
    json.open_object();
    json.key("name").string(log_format_name(format));
    json.key("lines").number(input.formats[static_cast<std::size_t>(format)]);
    json.close_object();
  }
  json.close_list();
  detail::write_line_counts(json, input.counts);
  json.key("incomplete_last_line").boolean(input.incomplete_last_line);
  write_optional(json, "error", input.error);
  json.close_object();
}

void write_totals(JsonWriter& json, const Summary& summary) {
  json.key("totals").open_object();
  json.key("bytes").number(summary.totals.bytes);
  detail::write_line_counts(json, summary.totals);
  json.key("incomplete_last_line").number(summary.incomplete_last_lines);
  json.close_object();
}

void write_row(JsonWriter& json, std::string_view key, const std::vector<std::uint64_t>& numbers) {
  json.key(key).open_row();
  for (const std::uint64_t number : numbers)
    json.number(number);
  json.close_list();
}

void write_timeline(JsonWriter& json, const Timeline& timeline) {
  json.key("timeline").open_object();
  json.key("every").number(timeline.every);
  write_time(json, "from",
             timeline.requests.empty() ? std::nullopt : std::optional<LogTime>(timeline.from));
  write_row(json, "requests", timeline.requests);
  write_row(json, "errors", timeline.errors);
  json.key("before").number(timeline.before);
  json.key("after").number(timeline.after);
  json.key("undated").number(timeline.undated);
  json.close_object();
}

void write_status(JsonWriter& json, const Summary& summary) {
  const StatusSummary& status = summary.status;
  json.key("status").open_object();

  detail::write_codes(json, status.codes);

  json.key("classes").open_object();
  for (std::size_t i = 0; i < kStatusClasses; ++i) {
    json.key(kStatusClassNames[i]).number(status.classes[i]);
  }
  json.close_object();

  detail::write_errors(json, status.client_errors, status.server_errors, summary.totals.parsed);
  json.close_object();
}

void write_closest(JsonWriter& json, const std::optional<ClosestFormat>& closest) {
  json.key("closest");
  if (!closest) {
    json.null();
    return;
  }
  json.open_object();
  json.log_string("log_format", closest->name);
  json.key("column").number(closest->column);
  json.log_string("expected", closest->expected);
  json.close_object();
}

void write_hints(JsonWriter& json, const std::vector<std::string>& hints) {
  if (hints.empty()) return;
  json.key("filter_hints").open_list();
  for (const std::string& hint : hints)
    json.string(hint);
  json.close_list();
}

void write_malformed(JsonWriter& json, const MalformedSummary& malformed) {
  json.key("malformed").open_object();
  detail::write_reasons(json, malformed.reasons);

  json.key("samples").open_list();
  for (const Sample& sample : malformed.samples) {
    json.open_object();
    detail::write_place(json, sample);
    json.key("reason").string(reason_name(sample.reason));
    json.log_string("text", sample.text);
    write_closest(json, sample.closest);
    json.close_object();
  }
  json.close_list();
  json.close_object();
}

void write_unread(JsonWriter& json, const Summary& summary) {
  json.key("unread").open_list();
  for (std::size_t field = 0; field < kUnreadFields; ++field) {
    const UnreadSummary& unread = summary.unread[field];
    if (unread.lines == 0) continue;
    json.open_object();
    json.key("field").string(kUnreadFieldNames[field]);
    json.key("lines").number(unread.lines);
    json.key("looked_at").number(unread.looked_at);
    json.key("errors_alone").boolean(unread.errors_alone);
    json.key("first");
    detail::write_example(json, unread.first.value_or(Sample()));
    json.close_object();
  }
  json.close_list();
}

void write_keys(JsonWriter& json, std::string_view list, std::string_view name,
                const std::vector<KeyCount>& keys) {
  json.key(list).open_list();
  for (const KeyCount& key : keys) {
    json.open_object();
    json.log_string(name, key.key);
    json.key("count").number(key.count);
    json.close_object();
  }
  json.close_list();
}

void write_error(JsonWriter& json, const ErrorSummary& error) {
  json.open_object();
  json.key("status").number(error.status);
  json.key("count").number(error.count);
  write_time(json, "first", error.first);
  write_time(json, "last", error.last);
  write_keys(json, "paths", "path", error.paths);
  write_keys(json, "clients", "client", error.clients);
  json.key("exact").boolean(error.exact);
  json.key("error_bound").number(error.error_bound);
  json.key("example");
  detail::write_example(json, error.example);
  json.close_object();
}

void write_run(JsonWriter& json, const Run& run) {
  json.key("run").open_object();
  json.key("elapsed_seconds").real(run.elapsed_seconds);
  json.key("cpu_seconds").real(run.cpu_seconds);
  json.key("bytes_per_second").real(run.bytes_per_second);
  json.key("lines_per_second").real(run.lines_per_second);
  json.key("threads").number(run.threads);
  json.key("block_size").number(run.block_size);
  json.key("kernel").string(run.kernel);
  json.key("max_rss_bytes").number(run.max_rss_bytes);
  if (run.spilled_bytes > 0) json.key("spilled_bytes").number(run.spilled_bytes);
  json.close_object();
}

}  // namespace

std::string report_json(const Summary& summary, const ReportStyle& style) {
  JsonWriter json;
  json.open_object();
  json.schema("report/1");
  json.key("version").string(kVersion);
  if (summary.window) write_window(json, *summary.window);
  detail::write_terms(json, "filters", summary.filters);
  detail::write_terms(json, "rewrites", summary.rewrites);
  write_hints(json, summary.filter_hints);
  json.key("inputs").open_list();
  for (const InputSummary& input : summary.inputs)
    write_input(json, input);
  json.close_list();
  write_totals(json, summary);
  json.key("time").open_object();
  write_time(json, "first", summary.first);
  write_time(json, "last", summary.last);
  if (!summary.filters.empty()) {
    write_time(json, "log_first", summary.log_first);
    write_time(json, "log_last", summary.log_last);
  }
  if (!summary.zone.empty()) json.key("zone").string(summary.zone);
  json.key("utc_assumed").boolean(summary.utc_assumed);
  json.close_object();
  write_timeline(json, summary.timeline);
  write_status(json, summary);
  write_malformed(json, summary.malformed);
  write_unread(json, summary);
  if (!summary.thresholds.empty()) detail::write_thresholds(json, summary.thresholds);
  json.key("top_errors").open_list();
  for (const ErrorSummary& error : summary.top_errors)
    write_error(json, error);
  json.close_list();
  detail::write_incidents(json, summary.incidents);
  if (summary.comparison) detail::write_comparison(json, *summary.comparison);
  if (!summary.groups.empty()) detail::write_groups(json, summary.groups);
  if (!summary.series.empty()) detail::write_series(json, summary.series);
  if (summary.baseline) detail::write_baseline(json, *summary.baseline);
  if (style.run) write_run(json, summary.run);
  json.close_object();
  return json.finish();
}

}  // namespace logscan
