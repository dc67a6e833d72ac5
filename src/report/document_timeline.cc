#include <algorithm>
#include <string>
#include <utility>

#include "report/document_sections.h"
#include "report/wording.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

LogTime bucket_start(const Timeline& timeline, std::size_t bucket) {
  const auto after = static_cast<std::int64_t>(bucket * timeline.every);
  return clock_time(timeline, timeline.from.seconds + after);
}

std::string peak_note(const Chart& chart, const ChartSeries& series) {
  const auto peak = std::max_element(series.values.begin(), series.values.end());
  const auto bucket = static_cast<std::size_t>(peak - series.values.begin());
  return fmt::format("peak of {}: {} in {} from {}", series.name, *peak, span_name(chart.every),
                     time_label(chart.starts[bucket], chart.every));
}

}  // namespace

Table timeline_table(const Summary& summary) {
  const Timeline& timeline = summary.timeline;
  Table table;
  table.name = "timeline";
  table.label = "time";
  table.columns = {
      {.name = "start", .title = "start"},
      {.name = "requests", .title = "requests", .number = true},
      {.name = "errors", .title = "errors", .number = true},
  };
  for (std::size_t i = 0; i < timeline.requests.size(); ++i) {
    table.rows.push_back({{Moment{bucket_start(timeline, i)}, Count{timeline.requests[i]},
                           Count{timeline.errors[i]}},
                          Severity::kNone});
  }
  return table;
}

void add_timeline(Document& document, const Summary& summary) {
  const Timeline& timeline = summary.timeline;
  Chart chart;
  chart.name = "timeline";
  if (!timeline.requests.empty()) {
    chart.every = timeline.every;
    for (std::size_t i = 0; i < timeline.requests.size(); ++i)
      chart.starts.push_back(bucket_start(timeline, i));
    chart.series.push_back({"requests", timeline.requests, Severity::kNone});
    chart.series.push_back({"errors", timeline.errors, Severity::kError});
    chart.marks = incident_marks(summary);
    chart.notes.push_back(peak_note(chart, chart.series[0]));
    if (summary.status.errors() > 0) chart.notes.push_back(peak_note(chart, chart.series[1]));
  }
  if (timeline.before > 0 || timeline.after > 0) {
    chart.notes.push_back(fmt::format("stray times: {} before the first bucket, {} after the last",
                                      timeline.before, timeline.after));
  }
  if (timeline.undated > 0)
    chart.notes.push_back(counted(timeline.undated, "parsed line") + " without a readable time");
  if (chart.series.empty() && chart.notes.empty()) return;
  document.sections.push_back({"timeline",
                               "Requests and errors over time",
                               {std::move(chart)},
                               {},
                               true,
                               has_answers(summary)});
}

}  // namespace logscan::detail
