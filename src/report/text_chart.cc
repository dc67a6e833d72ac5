// A chart of requests and errors over time: each row is a span of time with two bars.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "report/text_sections.h"
#include "text/day.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kRows = 25;         // the hours that a day can touch
constexpr std::size_t kTimeColumns = 21;  // "time 2023-10-10 13:00"

struct Row {
  LogTime from;
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;
};

std::int64_t local_seconds(const LogTime& time) {
  return time.seconds + std::int64_t{time.offset_minutes} * 60;
}

std::int64_t floor_to(std::int64_t value, std::int64_t step) {
  const std::int64_t rest = value % step;
  return value - (rest < 0 ? rest + step : rest);
}

/// Returns the start of the first row. Rows of up to a day start at round times of the local clock,
/// longer ones at the first bucket.
LogTime rows_from(const Timeline& timeline, std::uint64_t every) {
  LogTime from = timeline.from;
  if (every > kDay) return from;
  const std::int64_t local = local_seconds(from);
  from.seconds -= local - floor_to(local, static_cast<std::int64_t>(every));
  return from;
}

std::size_t row_of(const Timeline& timeline, const LogTime& from, std::uint64_t every,
                   std::size_t bucket) {
  const auto lead = static_cast<std::uint64_t>(timeline.from.seconds - from.seconds);
  return static_cast<std::size_t>((lead + bucket * timeline.every) / every);
}

/// Returns the shortest round span that fits the timeline into kRows and is a multiple of its
/// buckets.
std::uint64_t row_seconds(const Timeline& timeline) {
  constexpr std::array<std::uint64_t, 14> kSpans = {60,   120,  300,   600,   900,   1200,  1800,
                                                    3600, 7200, 10800, 21600, 43200, 86400, 604800};
  const std::size_t last = timeline.requests.size() - 1;
  for (const std::uint64_t span : kSpans) {
    if (span < timeline.every || span % timeline.every != 0) continue;
    if (row_of(timeline, rows_from(timeline, span), span, last) < kRows) return span;
  }
  return timeline.every * (last / kRows + 1);
}

std::vector<Row> rows_of(const Timeline& timeline, std::uint64_t every) {
  const LogTime from = rows_from(timeline, every);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < timeline.requests.size(); ++i) {
    const std::size_t at = row_of(timeline, from, every, i);
    while (rows.size() <= at) {
      const auto after = static_cast<std::int64_t>(rows.size() * every);
      rows.push_back({clock_time(timeline, from.seconds + after), 0, 0});
    }
    rows[at].requests += timeline.requests[i];
    rows[at].errors += timeline.errors[i];
  }
  return rows;
}

/// Returns a bar of at most `width` columns, padded with spaces. A value above zero is visible.
std::string bar(std::uint64_t value, std::uint64_t peak, std::size_t width, char mark,
                bool unicode) {
  if (value == 0 || peak == 0) return std::string(width, ' ');
  const std::size_t parts = unicode ? 8 : 1;
  const double length =
      static_cast<double>(value) / static_cast<double>(peak) * static_cast<double>(width * parts);
  const auto whole =
      std::clamp<std::size_t>(static_cast<std::size_t>(std::lround(length)), 1, width * parts);
  if (!unicode) return std::string(whole, mark) + std::string(width - whole, ' ');
  constexpr std::array<const char*, 8> kEighths = {"",
                                                   "\xE2\x96\x8F",
                                                   "\xE2\x96\x8E",
                                                   "\xE2\x96\x8D",
                                                   "\xE2\x96\x8C",
                                                   "\xE2\x96\x8B",
                                                   "\xE2\x96\x8A",
                                                   "\xE2\x96\x89"};
  std::string text;
  for (std::size_t i = 0; i < whole / 8; ++i)
    text += "\xE2\x96\x88";
  text += kEighths[whole % 8];
  return text + std::string(width - (whole + 7) / 8, ' ');
}

/// The columns that the numbers and bars of a row take.
struct ChartWidths {
  std::size_t requests;
  std::size_t errors;
  std::size_t bar;
};

ChartWidths widths_of(const TextWriter& text, const Row& peaks) {
  ChartWidths widths{};
  widths.requests = std::max<std::size_t>(8, fmt::formatted_size("{}", peaks.requests));
  widths.errors = std::max<std::size_t>(6, fmt::formatted_size("{}", peaks.errors));
  const std::size_t used = kTimeColumns + widths.requests + widths.errors + 4;
  widths.bar = text.columns() > used + 8 ? (text.columns() - used) / 2 : 4;
  return widths;
}

void write_titles(TextWriter& text, const Row& peaks) {
  const ChartWidths widths = widths_of(text, peaks);
  text.line(fmt::format("{:{}} {:>{}} {:{}} {:>{}}", "", kTimeColumns, "requests", widths.requests,
                        "", widths.bar, "errors", widths.errors));
}

void write_row(TextWriter& text, const Row& row, const Row& peaks, std::uint64_t every) {
  const ChartWidths widths = widths_of(text, peaks);
  const std::string requests_bar =
      bar(row.requests, peaks.requests, widths.bar, '=', text.unicode());
  std::string errors_bar = bar(row.errors, peaks.errors, widths.bar, '#', text.unicode());
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
    const std::uint64_t every = row_seconds(timeline);
    const std::vector<Row> rows = rows_of(timeline, every);
    const Row& most_requests =
        *std::max_element(rows.begin(), rows.end(),
                          [](const Row& a, const Row& b) { return a.requests < b.requests; });
    const Row& most_errors = *std::max_element(
        rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.errors < b.errors; });
    const Row peaks = {{}, most_requests.requests, most_errors.errors};

    text.heading(fmt::format("Requests and errors over time: {} a row", span_name(every)));
    write_titles(text, peaks);
    for (const Row& row : rows)
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
