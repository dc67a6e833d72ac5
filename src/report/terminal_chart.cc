// A chart of requests and errors over time for terminals: standing bars over a time axis.
#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <vector>

#include "report/bars.h"
#include "report/cell_text.h"
#include "report/chart_rows.h"
#include "report/clock_steps.h"
#include "report/terminal_sections.h"
#include "text/day.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kRequestRows = 5;
constexpr std::size_t kErrorRows = 3;
constexpr std::size_t kWidestBar = 8;
constexpr std::size_t kAxisLabel = 7;             // "2023-10"
constexpr std::int64_t kMonthsApart = 56 * kDay;  // so far apart, labels name the year

/// A chart whose spans are the columns of a terminal.
struct Columns {
  std::uint64_t every = 60;  ///< Seconds of a span.
  std::vector<ChartRow> spans;
  std::size_t each = 1;  ///< Terminal columns for each span.
  std::size_t gutter = 0;
};

Timeline timeline_of(const Chart& chart) {
  Timeline timeline;
  timeline.every = chart.every;
  timeline.from = chart.starts.front();
  for (const LogTime& start : chart.starts)
    timeline.offsets.push_back(start.offset_minutes);
  timeline.requests = chart.series[0].values;
  timeline.errors = chart.series[1].values;
  return timeline;
}

Columns columns_of(const TextWriter& text, const Chart& chart) {
  const Timeline timeline = timeline_of(chart);
  const std::uint64_t all =
      std::accumulate(timeline.requests.begin(), timeline.requests.end(), std::uint64_t{0});
  Columns columns;
  columns.gutter = std::max<std::size_t>(8, grouped(all).size());
  const std::size_t room = text.columns() - columns.gutter - 1;
  columns.every = row_seconds(timeline, room);
  columns.spans = chart_rows(timeline, columns.every);
  columns.each = std::clamp<std::size_t>(room / columns.spans.size(), 1, kWidestBar);
  return columns;
}

/// Returns the columns of one row of standing bars.
std::string bar_row(const Columns& columns, std::uint64_t ChartRow::*value, std::uint64_t peak,
                    std::size_t row, std::size_t rows, bool unicode) {
  std::string line;
  const std::size_t below = (rows - 1 - row) * 8;
  for (const ChartRow& span : columns.spans) {
    const std::size_t height =
        vertical_height(static_cast<double>(span.*value), static_cast<double>(peak), rows);
    const std::size_t here = height > below ? std::min<std::size_t>(height - below, 8) : 0;
    for (std::size_t i = 0; i < columns.each; ++i)
      line += vertical_block(here, unicode);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

void write_bars(TextWriter& text, const Columns& columns, const char* name,
                std::uint64_t ChartRow::*value, std::uint64_t peak, std::size_t rows, Ink ink) {
  for (std::size_t row = 0; row < rows; ++row) {
    const std::string label = row == 0 ? grouped(peak) : row + 1 == rows ? name : "";
    text.line(
        fmt::format("{:>{}} {}", label, columns.gutter,
                    text.paint(ink, bar_row(columns, value, peak, row, rows, text.unicode()))));
  }
}

/// Returns the seconds between two labels, so that they have room.
std::int64_t label_step(const Columns& columns) {
  constexpr std::array<std::int64_t, 21> kSteps = {
      60,        120,       300,       600,       900,        1800,       3600,
      7200,      10800,     21600,     43200,     kDay,       2 * kDay,   7 * kDay,
      14 * kDay, 28 * kDay, 56 * kDay, 91 * kDay, 182 * kDay, 364 * kDay, 3640 * kDay};
  const auto every = static_cast<std::int64_t>(columns.every);
  for (const std::int64_t step : kSteps) {
    const auto room = static_cast<std::size_t>(step / every) * columns.each;
    if (step >= every && room > kAxisLabel) return step;
  }
  return every * static_cast<std::int64_t>(kAxisLabel + 1);
}

/// Writes times below the spans in which round ones fall.
void write_axis(TextWriter& text, const Columns& columns) {
  const std::int64_t step = label_step(columns);
  std::string line(columns.gutter + 1, ' ');
  std::int64_t labelled_day = floor_div(clock_seconds(columns.spans.front().from), kDay);
  bool any = false;
  for (std::size_t i = 0; i < columns.spans.size(); ++i) {
    const LogTime& from = columns.spans[i].from;
    const std::int64_t now = clock_seconds(from);
    const std::int64_t before = i == 0 ? now - static_cast<std::int64_t>(columns.every)
                                       : clock_seconds(columns.spans[i - 1].from);
    const bool is_round = floor_div(now, step) != floor_div(before, step);
    if (!is_round && (any || i + 1 < columns.spans.size())) continue;
    const std::int64_t day = floor_div(now, kDay);
    const std::string label = step > kMonthsApart ? format_rfc3339(from).substr(0, 7)
                              : step >= kDay || day != labelled_day
                                  ? day_label(from)
                                  : time_label(from, 60).substr(11);
    const std::size_t at = columns.gutter + 1 + i * columns.each;
    if ((any && at < line.size() + 1) || at + label.size() > text.columns()) continue;
    line.append(at - line.size(), ' ');
    line += label;
    labelled_day = day;
    any = true;
  }
  text.line(text.paint(Ink::kDim, line));
}

/// Underlines the spans that stand out.
void write_marks(TextWriter& text, const Columns& columns, const Chart& chart) {
  if (chart.marks.empty()) return;
  std::vector<bool> marked(columns.spans.size());
  const std::int64_t from = columns.spans.front().from.seconds;
  const auto span_of = [&](std::size_t bucket) {
    const std::int64_t span =
        (chart.starts[bucket].seconds - from) / static_cast<std::int64_t>(columns.every);
    return std::min(static_cast<std::size_t>(span), columns.spans.size() - 1);
  };
  for (const ChartMark& mark : chart.marks) {
    for (std::size_t i = span_of(mark.first); i <= span_of(mark.last); ++i)
      marked[i] = true;
  }
  std::string line;
  for (const bool is_marked : marked) {
    for (std::size_t i = 0; i < columns.each; ++i)
      line += is_marked ? (text.unicode() ? "\xE2\x94\x81" : "^") : " ";
  }
  line.erase(line.find_last_not_of(' ') + 1);
  const std::string& name = chart.marks.front().text;
  text.line(fmt::format("{:>{}} {}", name.substr(0, name.find(' ')), columns.gutter,
                        text.paint(Ink::kRed, line)));
}

}  // namespace

void write_terminal_chart(TextWriter& text, const Chart& chart) {
  if (chart.series.size() < 2) return;
  const Columns columns = columns_of(text, chart);
  const ChartRow peaks = chart_peaks(columns.spans);
  write_bars(text, columns, "requests", &ChartRow::requests, peaks.requests, kRequestRows,
             Ink::kCyan);
  if (peaks.errors > 0) {
    write_bars(text, columns, "errors", &ChartRow::errors, peaks.errors, kErrorRows, Ink::kRed);
    write_marks(text, columns, chart);
  }
  write_axis(text, columns);
}

std::string terminal_chart_title(const TextWriter& text, const Chart& chart) {
  const Columns columns = columns_of(text, chart);
  return fmt::format("Requests and errors over time: {} a {}", span_name(columns.every),
                     columns.each == 1 ? "column" : "bar");
}

}  // namespace logscan::detail
