// A chart of requests and errors over time: each row is a span of time with two bars.
#include <algorithm>
#include <string>
#include <vector>

#include "report/bars.h"
#include "report/chart_rows.h"
#include "report/text_sections.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kRows = 25;         // the hours that a day can touch
constexpr std::size_t kTimeColumns = 21;  // "time 2023-10-10 13:00"

/// The columns that the numbers and bars of a row take.
struct ChartWidths {
  std::size_t requests;
  std::size_t errors;
  std::size_t bar;
};

ChartWidths widths_of(const TextWriter& text, const ChartRow& peaks) {
  ChartWidths widths{};
  widths.requests = std::max<std::size_t>(8, fmt::formatted_size("{}", peaks.requests));
  widths.errors = std::max<std::size_t>(6, fmt::formatted_size("{}", peaks.errors));
  const std::size_t used = kTimeColumns + widths.requests + widths.errors + 4;
  widths.bar = text.columns() > used + 8 ? (text.columns() - used) / 2 : 4;
  return widths;
}

void write_titles(TextWriter& text, const ChartRow& peaks) {
  const ChartWidths widths = widths_of(text, peaks);
  text.line(fmt::format("{:{}} {:>{}} {:{}} {:>{}}", "", kTimeColumns, "requests", widths.requests,
                        "", widths.bar, "errors", widths.errors));
}

void write_row(TextWriter& text, const ChartRow& row, const ChartRow& peaks, std::uint64_t every) {
  const ChartWidths widths = widths_of(text, peaks);
  const std::string requests_bar =
      horizontal_bar(row.requests, peaks.requests, widths.bar, '=', text.unicode());
  std::string errors_bar =
      horizontal_bar(row.errors, peaks.errors, widths.bar, '#', text.unicode());
  errors_bar.erase(errors_bar.find_last_not_of(' ') + 1);
  std::string line = fmt::format("{:{}} {:>{}} {} {:>{}}", "time " + time_label(row.from, every),
                                 kTimeColumns, row.requests, widths.requests,
                                 text.paint(Ink::kGreen, requests_bar), row.errors, widths.errors);
  if (!errors_bar.empty()) line += " " + text.paint(Ink::kRed, errors_bar);
  text.line(line);
}

}  // namespace

void write_chart(TextWriter& text, const Timeline& timeline) {
  if (!timeline.requests.empty()) {
    const std::uint64_t every = row_seconds(timeline, kRows);
    const std::vector<ChartRow> rows = chart_rows(timeline, every);
    const ChartRow& most_requests = *std::max_element(
        rows.begin(), rows.end(),
        [](const ChartRow& a, const ChartRow& b) { return a.requests < b.requests; });
    const ChartRow& most_errors =
        *std::max_element(rows.begin(), rows.end(),
                          [](const ChartRow& a, const ChartRow& b) { return a.errors < b.errors; });
    const ChartRow peaks = chart_peaks(rows);

    text.heading(fmt::format("Requests and errors over time: {} a row", span_name(every)));
    write_titles(text, peaks);
    for (const ChartRow& row : rows)
      write_row(text, row, peaks, every);
    text.words("peak of requests: ",
               fmt::format("{} in {} from {}", peaks.requests, span_name(every),
                           time_label(most_requests.from, every)));
    if (peaks.errors > 0) {
      text.words("peak of errors:   ",
                 fmt::format("{} in {} from {}", peaks.errors, span_name(every),
                             time_label(most_errors.from, every)));
    }
  }
  if (timeline.before > 0 || timeline.after > 0) {
    text.words("stray times: ", fmt::format("{} before the first row, {} after the last",
                                            timeline.before, timeline.after));
  }
  if (timeline.undated > 0) {
    text.words("undated: ", counted(timeline.undated, "parsed line") + " without a readable time");
  }
}

}  // namespace logscan::detail
