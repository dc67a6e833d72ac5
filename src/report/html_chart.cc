#include "report/html_chart.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/chart_axis.h"
#include "report/html_cells.h"
#include "report/wording.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::uint64_t kHeight = 120;  // pixels; report.css and report.js know it, too
constexpr std::uint64_t kFine = 1000;   // heights of the path, from 0 to the highest tick
constexpr std::size_t kMostTicks = 8;

std::string bucket_label(const Chart& chart, std::size_t bucket) {
  return time_label(chart.starts[bucket], chart.every);
}

/// A value axis from 0 to the first tick that is not below the peak.
struct ValueAxis {
  std::uint64_t step = 1;
  std::uint64_t steps = 1;

  explicit ValueAxis(std::uint64_t peak) : step(value_step(peak)), steps(peak / step) {
    if (steps == 0 || peak % step > 0) ++steps;
  }

  /// Returns how far below the top a value is drawn.
  std::uint64_t fall(std::uint64_t value) const {
    const double part =
        static_cast<double>(value) / static_cast<double>(step) / static_cast<double>(steps);
    const auto height = static_cast<std::uint64_t>(part * static_cast<double>(kFine));
    return kFine - std::min(std::max<std::uint64_t>(height, value > 0 ? 6 : 0), kFine);
  }
};

class ChartWriter {
 public:
  ChartWriter(HtmlPage& page, const Chart& chart, std::string_view id)
      : html_(page.html),
        chart_(chart),
        id_(id),
        buckets_(chart.starts.size()),
        ticks_(time_ticks(chart.starts, chart.every, kMostTicks)) {}

  void write() {
    for (std::size_t i = 0; i < chart_.series.size(); ++i)
      write_panel(chart_.series[i], html_id(id_, std::to_string(i)));
    write_time_axis();
  }

 private:
  void write_panel(const ChartSeries& series, const std::string& id) {
    const auto peak = std::max_element(series.values.begin(), series.values.end());
    const std::uint64_t highest = peak == series.values.end() ? 0 : *peak;
    html_.markup("<div");
    html_.attribute("class", fmt::format("panel {}", severity_class(series.severity)));
    html_.markup(">\n<p class=name>").either(series.key, "<span class=key>", "<span>");
    html_.text(series.name);
    html_.markup("</span></p>\n<svg class=plot role=img height=").number(kHeight);
    html_.attribute("aria-labelledby", id + "-t " + id + "-d").markup("><title");
    html_.attribute("id", id + "-t").markup(">").text(series.name);
    html_.markup(" over time</title><desc").attribute("id", id + "-d").markup(">");
    write_description(series, highest);
    html_.markup("</desc>\n");
    const ValueAxis axis(highest);
    write_values(axis);
    write_marks();
    write_line(series, axis);
    html_.markup("</svg>\n</div>\n");
  }

  void write_description(const ChartSeries& series, std::uint64_t highest) {
    if (buckets_ == 0) return;
    html_.text(fmt::format("From {} to {}, {} a step", bucket_label(chart_, 0),
                           bucket_label(chart_, buckets_ - 1), span_name(chart_.every)));
    if (highest > 0) {
      const auto peak = std::max_element(series.values.begin(), series.values.end());
      const auto bucket = static_cast<std::size_t>(peak - series.values.begin());
      html_.text(fmt::format("; most at {}: {}", bucket_label(chart_, bucket), highest));
    }
    html_.markup(". The numbers follow as a table.");
  }

  void write_values(const ValueAxis& axis) {
    for (std::uint64_t i = 0; i <= axis.steps; ++i) {
      const std::uint64_t at = kHeight - kHeight * i / axis.steps;
      html_.markup("<line class=grid x2=\"100%\" y1=").number(at).markup(" y2=").number(at);
      html_.markup(" /><text class=value x=-8 y=").number(at).markup(">");
      html_.text(short_number(i * axis.step)).markup("</text>\n");
    }
  }

  void write_marks() {
    for (const ChartMark& mark : chart_.marks) {
      if (mark.first > mark.last || mark.last >= buckets_) continue;
      html_.markup("<rect class=mark height=\"100%\" x=\"").percent(mark.first, buckets_);
      html_.markup("\" width=\"").percent(mark.last - mark.first + 1, buckets_).markup("\"/>\n");
    }
  }

  /// A line of steps and the area below it, as wide as the chart whatever the screen.
  void write_line(const ChartSeries& series, const ValueAxis& axis) {
    if (buckets_ == 0) return;
    std::string steps;
    std::uint64_t last = kFine;
    for (std::size_t i = 0; i < buckets_; ++i) {
      const std::uint64_t y = axis.fall(series.values[i]);
      if (y != last) steps += fmt::format("H{}V{}", i, y);
      last = y;
    }
    steps += fmt::format("H{}", buckets_);
    html_.markup("<svg width=\"100%\" height=\"100%\" preserveAspectRatio=none");
    html_.attribute("viewBox", fmt::format("0 0 {} {}", buckets_, kFine));
    html_.markup("><path class=area")
        .attribute("d", fmt::format("M0 {}{}V{}Z", kFine, steps, kFine));
    html_.markup("/><path class=line fill=none")
        .attribute("d", fmt::format("M0 {}{}", kFine, steps));
    html_.markup("/></svg>\n");
  }

  void write_time_axis() {
    html_.markup("<svg class=times height=34 aria-hidden=true>");
    for (std::size_t i = 0; i < ticks_.size(); ++i) {
      html_.either(i % 2 == 0, "<g>", "<g class=minor>");
      write_tick(ticks_[i]);
      html_.markup("</g>");
    }
    html_.markup("</svg>\n");
  }

  void write_tick(const TimeTick& tick) {
    const auto line = [&](Markup y, const std::string& text) {
      if (text.empty()) return;
      html_.markup("<text x=\"").percent(tick.bucket, buckets_).markup("\" y=").markup(y);
      html_.markup(">").text(text).markup("</text>");
    };
    html_.markup("<line class=tick y2=4 x1=\"").percent(tick.bucket, buckets_);
    html_.markup("\" x2=\"").percent(tick.bucket, buckets_).markup("\"/>");
    line("16", tick.time.empty() ? tick.date : tick.time);
    if (!tick.time.empty()) line("30", tick.date);
  }

  HtmlWriter& html_;
  const Chart& chart_;
  std::string_view id_;
  std::size_t buckets_;
  std::vector<TimeTick> ticks_;
};

Table numbers_of(const Chart& chart) {
  Table table;
  table.columns.push_back({"time", "time"});
  for (const ChartSeries& series : chart.series)
    table.columns.push_back({series.name, series.name, true});
  for (std::size_t i = 0; i < chart.starts.size(); ++i) {
    TableRow row;
    row.cells.emplace_back(Words{bucket_label(chart, i)});
    for (const ChartSeries& series : chart.series)
      row.cells.emplace_back(Count{series.values[i]});
    table.rows.push_back(std::move(row));
  }
  return table;
}

void write_marks(HtmlPage& page, const Chart& chart) {
  if (chart.marks.empty()) return;
  page.html.markup("<ul class=marks>");
  for (const ChartMark& mark : chart.marks)
    page.html.markup("<li>").text(mark.text).markup("</li>");
  page.html.markup("</ul>\n");
}

}  // namespace

void write_html_chart(HtmlPage& page, const Chart& chart, std::string_view id) {
  HtmlWriter& html = page.html;
  std::string marks;
  for (const ChartMark& mark : chart.marks)
    marks += fmt::format("{}{}-{}", marks.empty() ? "" : " ", mark.first, mark.last);
  html.markup("<figure class=chart").attribute("id", id);
  html.attribute("data-every", std::to_string(chart.every));
  if (!marks.empty()) html.attribute("data-marks", marks);
  html.markup(">\n");
  ChartWriter(page, chart, id).write();
  write_marks(page, chart);
  html.markup("<div class=notes>\n");
  for (const std::string& note : chart.notes)
    html.markup("<p class=note>").text(note).markup("</p>\n");
  html.markup("</div>\n");
  html.markup("<details class=numbers><summary>Numbers of this chart</summary>\n");
  write_html_table(page, numbers_of(chart), html_id(id, "numbers"), "Numbers of this chart", false);
  html.markup("</details>\n</figure>\n");
}

}  // namespace logscan::detail
