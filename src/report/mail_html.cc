#include "report/mail_html.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "report/html_cells.h"
#include "report/html_writer.h"
#include "report/wording.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kMostRows = 50;       // some mail services cut messages at 100 KB
constexpr std::size_t kMostChartRows = 24;  // of a chart
constexpr std::uint64_t kBarPixels = 160;

std::string_view ink(Severity severity) {
  switch (severity) {
    case Severity::kNone:
      return "#1c2024";
    case Severity::kGood:
      return "#20703a";
    case Severity::kWarning:
      return "#8a5300";
    case Severity::kError:
      return "#b3261e";
  }
  return "";
}

std::string_view bar_ink(Severity severity) {
  return severity == Severity::kNone ? std::string_view("#46709c") : ink(severity);
}

class MailWriter {
 public:
  explicit MailWriter(const Document& document) : document_(document) {}

  std::string write() {
    html_.markup(
        "<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>"
        "<meta name=color-scheme content=\"light\"><title>");
    html_.text(document_.title);
    html_.markup(
        "</title></head>\n<body style=\"margin:0;padding:16px;background:#ffffff;color:#1c2024;"
        "font:14px/1.5 Helvetica,Arial,sans-serif\">\n"
        "<div style=\"max-width:760px\">\n<h1 style=\"font-size:20px;margin:0 0 12px\">");
    html_.text(document_.title).markup("</h1>\n");
    for (const Section& section : document_.sections) {
      if (section.brief && !section.aside) write_section(section);
    }
    write_note(document_.accounting);
    html_.markup("</div>\n</body></html>\n");
    return html_.finish();
  }

 private:
  void write_section(const Section& section) {
    const bool is_first = &section == &document_.sections.front();
    if (!is_first) {
      html_.markup("<h2 style=\"font-size:16px;margin:24px 0 8px\">");
      html_.text(section.title).markup("</h2>\n");
    }
    for (const Part& part : section.parts) {
      if (const auto* const facts = std::get_if<Facts>(&part)) write_facts(*facts);
      if (const auto* const table = std::get_if<Table>(&part)) write_table(*table);
      if (const auto* const chart = std::get_if<Chart>(&part)) write_chart(*chart);
      if (const auto* const quote = std::get_if<Quote>(&part)) write_quote(*quote);
    }
  }

  void write_note(std::string_view note) {
    html_.markup("<p style=\"color:#5b6470;font-size:13px;margin:8px 0\">");
    html_.text(note).markup("</p>\n");
  }

  void open_table() {
    html_.markup(
        "<table cellspacing=0 cellpadding=2 border=0 "
        "style=\"border-collapse:collapse;font-size:14px;margin:0 0 8px\">\n");
  }

  void write_facts(const Facts& facts) {
    open_table();
    for (const Fact& fact : facts.facts) {
      html_.markup("<tr><td valign=top style=\"color:#5b6470;padding-right:16px\">");
      html_.text(fact.label).markup("</td><td");
      html_.attribute("style", fmt::format("word-break:break-word;color:{}", ink(fact.severity)));
      html_.markup(">");
      for (const Cell& cell : fact.parts)
        write_html_cell(html_, cell, document_);
      html_.markup("</td></tr>\n");
    }
    html_.markup("</table>\n");
  }

  void write_table(const Table& table) {
    open_table();
    html_.markup("<tr>");
    for (const Column& column : table.columns) {
      html_.either(column.number, "<th align=right", "<th align=left");
      html_.markup(
          " style=\"color:#5b6470;font-weight:normal;padding:4px 14px 4px 0;border-bottom:1px "
          "solid #c8ccd1\">");
      html_.text(column.title).markup("</th>");
    }
    html_.markup("</tr>\n");
    const std::size_t shown = std::min(table.rows.size(), kMostRows);
    for (std::size_t i = 0; i < shown; ++i)
      write_row(table, table.rows[i], false);
    if (table.others) write_row(table, *table.others, true);
    if (table.total) write_row(table, *table.total, true);
    html_.markup("</table>\n");
    if (shown < table.rows.size())
      write_note(fmt::format("... and {} more rows", table.rows.size() - shown));
    for (const std::string& note : table.notes)
      write_note(note);
  }

  void write_row(const Table& table, const TableRow& row, bool is_summary) {
    html_.markup("<tr>");
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Cell cell = i < row.cells.size() ? row.cells[i] : Cell();
      html_.either(table.columns[i].number, "<td align=right valign=top", "<td valign=top");
      html_.attribute(
          "style",
          fmt::format("word-break:break-word;padding:4px 14px 4px 0;border-bottom:1px solid "
                      "#e3e5e8;color:{}",
                      i == 0 ? ink(row.severity) : ink(Severity::kNone)));
      html_.markup(">");
      const bool is_null = std::holds_alternative<std::monostate>(cell);
      if (is_null && !is_summary && table.columns[i].key) {
        html_.markup("(none)");
      } else if (!is_null || !is_summary) {
        write_html_cell(html_, cell, document_);
      }
      html_.markup("</td>");
    }
    html_.markup("</tr>\n");
  }

  /// Takes several buckets together, so that a chart has at most kMostChartRows rows.
  void write_chart(const Chart& chart) {
    if (chart.repeats) return;
    const std::size_t buckets = chart.starts.size();
    const std::size_t width =
        std::max<std::size_t>(1, (buckets + kMostChartRows - 1) / kMostChartRows);
    std::vector<std::vector<std::uint64_t>> sums;
    for (const ChartSeries& series : chart.series) {
      std::vector<std::uint64_t>& sum = sums.emplace_back((buckets + width - 1) / width, 0);
      for (std::size_t i = 0; i < series.values.size(); ++i)
        sum[i / width] += series.values[i];
    }
    if (buckets > 0) write_chart_rows(chart, sums, width);
    for (const std::string& note : chart.notes)
      write_note(note);
  }

  void write_chart_rows(const Chart& chart, const std::vector<std::vector<std::uint64_t>>& sums,
                        std::size_t width) {
    html_.markup(
        "<table cellspacing=0 cellpadding=0 border=0 style=\"font-size:13px;margin:0 0 8px\">\n"
        "<tr style=\"color:#5b6470\"><td>");
    html_.text(span_name(chart.every * width)).markup(" a row</td>");
    for (const ChartSeries& series : chart.series)
      html_.markup("<td align=right style=\"padding:0 8px\">")
          .text(series.name)
          .markup("</td><td></td>");
    html_.markup("</tr>\n");
    for (std::size_t row = 0; row < sums.front().size(); ++row) {
      html_.markup("<tr><td nowrap style=\"color:#5b6470;padding-right:8px\">");
      html_.text(time_label(chart.starts[row * width], chart.every)).markup("</td>");
      for (std::size_t i = 0; i < sums.size(); ++i)
        write_bar(sums[i][row], *std::max_element(sums[i].begin(), sums[i].end()),
                  bar_ink(chart.series[i].severity));
      html_.markup("</tr>\n");
    }
    html_.markup("</table>\n");
  }

  void write_bar(std::uint64_t value, std::uint64_t peak, std::string_view color) {
    html_.markup("<td align=right style=\"padding:0 8px\">");
    write_html_cell(html_, Count{value}, document_);
    html_.markup("</td><td").attribute("width", std::to_string(kBarPixels + 16)).markup(">");
    if (value > 0) {
      const double part = static_cast<double>(value) / static_cast<double>(peak);
      const double pixels = std::max(1.0, std::round(part * static_cast<double>(kBarPixels)));
      html_.markup("<table cellspacing=0 cellpadding=0 border=0><tr><td height=10");
      html_.attribute("width", fmt::format("{:.0f}", pixels)).attribute("bgcolor", color);
      html_.markup(" style=\"font-size:1px;line-height:10px\">&nbsp;</td></tr></table>");
    }
    html_.markup("</td>");
  }

  void write_quote(const Quote& quote) {
    write_note(fmt::format("{}, line {}", quote.label, quote.sample.line));
    html_.markup(
        "<pre style=\"white-space:pre-wrap;word-break:break-all;background:#f1f2f4;"
        "padding:8px;margin:0 0 8px\">");
    html_.text(quote.sample.text).markup("</pre>\n");
  }

  const Document& document_;
  HtmlWriter html_;
};

}  // namespace

std::string mail_html(const Document& document) {
  return MailWriter(document).write();
}

}  // namespace logscan::detail
