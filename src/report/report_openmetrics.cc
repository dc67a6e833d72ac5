#include <algorithm>
#include <cstddef>
#include <string>

#include "logscan/report.h"
#include "report/code_order.h"
#include "report/metrics_groups.h"
#include "report/metrics_writer.h"

namespace logscan {
namespace {

using detail::label_text;
using detail::Labels;
using detail::MetricsWriter;

constexpr std::size_t kMostInputs = 100;  // with a sample of their own

void write_lines(MetricsWriter& metrics, const Summary& summary) {
  const Accounting& totals = summary.totals;
  metrics.family("logscan_lines", "counter", "", "Lines read, by what they are.");
  metrics.sample("_total", {{"kind", "parsed"}}, totals.parsed);
  metrics.sample("_total", {{"kind", "malformed"}}, totals.malformed);
  metrics.sample("_total", {{"kind", "blank"}}, totals.blank);
  metrics.sample("_total", {{"kind", "comment"}}, totals.comment);
  metrics.sample("_total", {{"kind", "filtered"}}, totals.filtered);
  metrics.family("logscan_malformed_lines", "counter", "", "Malformed lines by what they lack.");
  for (std::size_t i = 0; i < kReasons; ++i) {
    const auto reason = static_cast<Reason>(i);
    if (reason != Reason::kNone)
      metrics.sample("_total", {{"reason", reason_name(reason)}}, summary.malformed.reasons[i]);
  }
  metrics.family("logscan_lines_bytes", "counter", "bytes",
                 "Bytes of all lines, with their ends, after decompression.");
  metrics.sample("_total", {}, totals.bytes);
}

void write_statuses(MetricsWriter& metrics, const StatusSummary& status) {
  metrics.family("logscan_requests", "counter", "", "Parsed lines by status.");
  for (const StatusCode code : detail::codes_seen(status.codes))
    metrics.sample("_total", {{"status", status_name(code)}}, status.codes[code]);
  metrics.family("logscan_errors", "counter", "", "Requests with a status 400 to 599, by class.");
  metrics.sample("_total", {{"class", "4xx"}}, status.client_errors);
  metrics.sample("_total", {{"class", "5xx"}}, status.server_errors);
}

void write_incidents(MetricsWriter& metrics, const std::vector<Incident>& incidents) {
  metrics.family("logscan_incidents", "gauge", "",
                 "Stretches of time in which the error rate left its usual band.");
  metrics.sample("", {}, incidents.size());
}

void write_times(MetricsWriter& metrics, const Summary& summary) {
  metrics.family("logscan_first_timestamp_seconds", "gauge", "seconds",
                 "The earliest time of a request.");
  if (summary.first) metrics.sample("", {}, std::to_string(summary.first->seconds));
  metrics.family("logscan_last_timestamp_seconds", "gauge", "seconds",
                 "The latest time of a request.");
  if (summary.last) metrics.sample("", {}, std::to_string(summary.last->seconds));
}

void write_filters(MetricsWriter& metrics, const std::vector<FilterTerm>& filters) {
  metrics.family("logscan_filter", "gauge", "", "1 for each option that chose the lines.");
  for (const FilterTerm& filter : filters) {
    metrics.sample("", {{"option", filter.option}, {"value", label_text(filter.value)}},
                   std::uint64_t{1});
  }
}

// Names the failed inputs first, since there may be more than kMostInputs.
void write_inputs(MetricsWriter& metrics, const std::vector<InputSummary>& inputs) {
  const auto failed = static_cast<std::uint64_t>(
      std::count_if(inputs.begin(), inputs.end(),
                    [](const InputSummary& input) { return input.error.has_value(); }));
  metrics.family("logscan_inputs", "gauge", "", "Inputs, by whether all of them was read.");
  metrics.sample("", {{"result", "read"}}, inputs.size() - failed);
  metrics.sample("", {{"result", "failed"}}, failed);
  metrics.family("logscan_input_failed", "gauge", "",
                 "1 where an input could not be read to its end, else 0.");
  std::size_t named = 0;
  for (const bool fails : {true, false}) {
    for (const InputSummary& input : inputs) {
      if (input.error.has_value() != fails || named == kMostInputs) continue;
      const std::string path = label_text(input.path);
      named += metrics.sample("", {{"path", path}}, std::uint64_t{fails});
    }
  }
}

void write_thresholds(MetricsWriter& metrics, const std::vector<ThresholdResult>& results) {
  metrics.family("logscan_threshold_failed", "gauge", "", "1 where the condition holds, else 0.");
  for (const ThresholdResult& result : results) {
    Labels labels{{"condition", label_text(result.threshold.text)}};
    std::string by;
    for (const std::string& name : result.by)
      by += (by.empty() ? "" : ",") + name;
    if (!by.empty()) labels.emplace_back("by", label_text(by));
    metrics.sample("", labels, std::uint64_t{result.holds});
  }
}

void write_window(MetricsWriter& metrics, const WindowSummary& window) {
  metrics.family("logscan_state_windows", "gauge", "", "Readings of the logs with this state.");
  metrics.sample("", {}, window.number);
  metrics.family("logscan_state_repeated", "gauge", "",
                 "1 where this reading was reported before.");
  metrics.sample("", {}, std::uint64_t{window.repeated});
  metrics.family("logscan_state_pending_bytes", "gauge", "bytes",
                 "Bytes of last lines that are not finished, and so not counted yet.");
  metrics.sample("", {}, window.pending_bytes);
  metrics.family("logscan_state_lost_bytes", "gauge", "bytes",
                 "Bytes that were gone before they could be read, since the reading before.");
  metrics.sample("", {}, window.lost_bytes());
}

}  // namespace

std::string report_openmetrics(const Summary& summary, const MetricLabels& labels) {
  MetricsWriter metrics(labels);
  write_lines(metrics, summary);
  write_statuses(metrics, summary.status);
  write_incidents(metrics, summary.incidents);
  write_times(metrics, summary);
  write_filters(metrics, summary.filters);
  write_inputs(metrics, summary.inputs);
  if (summary.window) write_window(metrics, *summary.window);
  write_thresholds(metrics, summary.thresholds);
  detail::write_groups(metrics, summary.groups);
  return metrics.finish();
}

}  // namespace logscan
