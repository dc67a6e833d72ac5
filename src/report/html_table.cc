#include "report/html_table.h"

#include <algorithm>
#include <cmath>
#include <variant>
#include <vector>

#include "report/html_cells.h"

namespace logscan::detail {
namespace {

/// The longest bar of each column; 0 for columns without.
std::vector<double> longest_bars(const Table& table) {
  std::vector<double> longest(table.columns.size(), 0);
  for (const TableRow& row : table.rows) {
    for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i) {
      if (table.columns[i].bar) longest[i] = std::max(longest[i], bar_value(row.cells[i]));
    }
  }
  return longest;
}

/// An element without text, whose class report.css gives a length of 1 to 50 fiftieths: many bars
/// should take few bytes, and the page's policy forbids style attributes.
void write_bar(HtmlWriter& html, double part, double whole) {
  constexpr double kLongest = 50;
  if (!(part > 0) || !(whole > 0)) return;
  const double length = std::round(std::min(part / whole, 1.0) * kLongest);
  html.markup("<i class=w").number(static_cast<std::uint64_t>(std::max(length, 1.0)));
  html.markup("></i>");
}

void write_status(HtmlPage& page, const Cell& cell) {
  const auto* const status = std::get_if<StatusCell>(&cell);
  const auto found =
      status != nullptr ? page.links.find(status_name(status->code)) : page.links.end();
  if (found == page.links.end()) {
    write_html_cell(page.html, cell, page.document);
    return;
  }
  page.html.markup("<a").attribute("href", "#" + found->second).markup(">");
  write_html_cell(page.html, cell, page.document);
  page.html.markup("</a>");
}

bool has_status(const TableRow& row) {
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](const Cell& cell) { return std::holds_alternative<StatusCell>(cell); });
}

/// Says what the colour of a row says, unless its status does.
void write_severity(HtmlWriter& html, const TableRow& row) {
  if (row.severity == Severity::kNone || row.severity == Severity::kGood || has_status(row)) return;
  html.markup("<span class=unseen>").text(severity_class(row.severity)).markup(": </span>");
}

class RowWriter {
 public:
  RowWriter(HtmlPage& page, const Table& table)
      : page_(page), table_(table), longest_(longest_bars(table)) {}

  void write(const TableRow& row, bool is_summary) {
    HtmlWriter& html = page_.html;
    html.markup("<tr");
    const std::string_view severity = severity_class(row.severity);
    if (!severity.empty()) html.attribute("class", severity);
    html.markup(">");
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const Cell cell = i < row.cells.size() ? row.cells[i] : Cell();
      const Column& column = table_.columns[i];
      const bool is_head = i == 0 && (is_summary || !column.number);
      html.either(is_head, "<th scope=row", "<td");
      if (column.number) html.markup(" class=n");
      const std::string value = sort_value(cell);
      if (!value.empty() && !is_summary) html.attribute("data-v", value);
      html.markup(">");
      if (i == 0) write_severity(html, row);
      write_value(cell, column, is_summary);
      if (!is_summary && column.bar) write_bar(html, bar_value(cell), longest_[i]);
      html.either(is_head, "</th>", "</td>");
    }
    html.markup("</tr>\n");
  }

 private:
  void write_value(const Cell& cell, const Column& column, bool is_summary) {
    if (std::holds_alternative<std::monostate>(cell)) {
      if (is_summary) return;
      if (column.key) {
        page_.html.markup("<span class=null>(none)</span>");
        return;
      }
    }
    write_status(page_, cell);
  }

  HtmlPage& page_;
  const Table& table_;
  std::vector<double> longest_;
};

}  // namespace

void write_html_table(HtmlPage& page, const Table& table, std::string_view id,
                      std::string_view title, bool has_title) {
  HtmlWriter& html = page.html;
  const std::string caption = html_id(id, "caption");
  html.markup("<div class=table><div class=scroll tabindex=0 role=group");
  html.attribute("aria-labelledby", caption).markup("><table").attribute("id", id);
  html.markup("><caption").attribute("id", caption);
  if (!has_title) html.markup(" class=unseen");
  html.markup(">").text(title).markup("</caption>\n<thead><tr>");
  for (const Column& column : table.columns) {
    html.either(column.number, "<th scope=col class=n>", "<th scope=col>");
    html.text(column.title).markup("</th>");
  }
  html.markup("</tr></thead>\n<tbody>\n");
  RowWriter rows(page, table);
  for (const TableRow& row : table.rows)
    rows.write(row, false);
  html.markup("</tbody>");
  if (table.others || table.total) {
    html.markup("\n<tfoot>\n");
    if (table.others) rows.write(*table.others, true);
    if (table.total) rows.write(*table.total, true);
    html.markup("</tfoot>");
  }
  html.markup("</table></div>\n");
  for (const std::string& note : table.notes)
    html.markup("<p class=note>").text(note).markup("</p>\n");
  html.markup("</div>\n");
}

}  // namespace logscan::detail
