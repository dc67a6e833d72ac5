#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <variant>
#include <vector>

#include "report/bars.h"
#include "report/cell_text.h"
#include "report/moment_labels.h"
#include "report/terminal_sections.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kLeastWords = 10;  // columns of a truncated text
constexpr std::size_t kLeastBar = 6;
constexpr std::size_t kMostBar = 30;

/// One column as a terminal shows it.
struct ShownColumn {
  std::vector<std::string> cells;  ///< A title, then a cell for each row.
  std::size_t width = 0;
  bool number = false;
  bool shrinks = false;  ///< Holds texts, which may be truncated.
};

/// The rows of a table as they are shown: then others and the total.
std::vector<const TableRow*> shown_rows(const Table& table, std::size_t most) {
  std::vector<const TableRow*> rows;
  for (std::size_t i = 0; i < table.rows.size() && i < most; ++i)
    rows.push_back(&table.rows[i]);
  if (table.others) rows.push_back(&*table.others);
  if (table.total) rows.push_back(&*table.total);
  return rows;
}

MomentLabels labels_of(const Document& document, const std::vector<const TableRow*>& rows) {
  MomentLabels labels(document.clock);
  for (const TableRow* row : rows) {
    for (const Cell& cell : row->cells) {
      if (const auto* moment = std::get_if<Moment>(&cell)) labels.note(moment->time);
    }
  }
  return labels;
}

bool is_sum(const Table& table, const TableRow* row) {
  return (table.others && row == &*table.others) || (table.total && row == &*table.total);
}

std::string shown_cell(const TextWriter& text, const Document& document, const Column& column,
                       const MomentLabels& labels, const Cell& cell, bool in_sum) {
  if (const auto* moment = std::get_if<Moment>(&cell)) return labels.label(moment->time);
  if (const auto* bytes = std::get_if<LogBytes>(&cell))
    return text.log_text(bytes->bytes, text.columns());
  if (std::holds_alternative<std::monostate>(cell))
    return column.key ? (in_sum ? "" : "(none)") : "-";
  return people_text(cell, document);
}

std::vector<ShownColumn> shown_columns(const TextWriter& text, const Document& document,
                                       const Table& table,
                                       const std::vector<const TableRow*>& rows) {
  const MomentLabels labels = labels_of(document, rows);
  std::vector<ShownColumn> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    ShownColumn shown;
    shown.number = column.number;
    shown.shrinks = column.key;
    shown.cells.push_back(text.log_text(column.title, text.columns()));
    for (const TableRow* row : rows) {
      const Cell& cell = row->cells[i];
      shown.shrinks = shown.shrinks || std::holds_alternative<LogBytes>(cell);
      shown.cells.push_back(shown_cell(text, document, column, labels, cell, is_sum(table, row)));
    }
    for (const std::string& cell : shown.cells)
      shown.width = std::max(shown.width, text_columns(cell));
    columns.push_back(std::move(shown));
  }
  return columns;
}

/// Shrinks the widest texts until all columns fit. Returns the gap between columns; 0 if they do
/// not fit.
std::size_t fit(std::vector<ShownColumn>& columns, std::size_t room) {
  for (const std::size_t gap : {std::size_t{2}, std::size_t{1}}) {
    std::size_t used = gap * (columns.size() - 1);
    std::size_t least = used;
    for (const ShownColumn& column : columns) {
      used += column.width;
      least += column.shrinks ? std::min(column.width, kLeastWords) : column.width;
    }
    if (least > room) continue;
    while (used > room) {
      const auto widest = std::max_element(
          columns.begin(), columns.end(), [](const ShownColumn& a, const ShownColumn& b) {
            return (a.shrinks ? a.width : 0) < (b.shrinks ? b.width : 0);
          });
      --widest->width;
      --used;
    }
    return gap;
  }
  return 0;
}

std::size_t used_columns(const std::vector<ShownColumn>& columns, std::size_t gap) {
  std::size_t used = gap * (columns.size() - 1);
  for (const ShownColumn& column : columns)
    used += column.width;
  return used;
}

/// Returns the value whose bar a row shows; 0 if it has none.
std::uint64_t bar_value(const Table& table, const TableRow& row) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto* count = std::get_if<Count>(&row.cells[i]);
    if (table.columns[i].bar && count != nullptr) return count->value;
  }
  return 0;
}

std::string padded(const std::string& cell, const ShownColumn& column) {
  const std::string text = safe_text(cell, std::max<std::size_t>(column.width, 4));
  const std::size_t width = text_columns(text);
  const std::string space(column.width > width ? column.width - width : 0, ' ');
  return column.number ? space + text : text + space;
}

void write_line(TextWriter& text, const std::vector<ShownColumn>& columns, std::size_t row,
                std::size_t gap, Ink first, Ink rest, const std::string& bar) {
  std::string line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::string cell = padded(columns[i].cells[row], columns[i]);
    if (i + 1 == columns.size() && bar.empty()) cell.erase(cell.find_last_not_of(' ') + 1);
    if (i > 0) line.append(gap, ' ');
    line += text.paint(i == 0 ? first : rest, cell);
  }
  text.line(bar.empty() ? line : line + "  " + bar);
}

/// Returns `404 12  401 3` of one class, the most frequent first, with `...` for those without
/// room.
std::string codes_of(const Table& statuses, std::size_t of_class, std::size_t room) {
  std::vector<const TableRow*> rows;
  for (const TableRow& row : statuses.rows) {
    const StatusCode code = std::get<StatusCell>(row.cells[0]).code;
    if (static_cast<std::size_t>(status_class(code)) == of_class) rows.push_back(&row);
  }
  const auto count = [](const TableRow* row) { return std::get<Count>(row->cells[1]).value; };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const TableRow* a, const TableRow* b) { return count(a) > count(b); });
  std::string codes;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string each = fmt::format("{}{} {}", i == 0 ? "" : "  ",
                                         status_name(std::get<StatusCell>(rows[i]->cells[0]).code),
                                         grouped(count(rows[i])));
    const std::size_t more = i + 1 < rows.size() ? 5 : 0;
    if (codes.size() + each.size() + more > room) return codes + (i == 0 ? "..." : "  ...");
    codes += each;
  }
  return codes;
}

}  // namespace

Ink severity_ink(Severity severity) {
  switch (severity) {
    case Severity::kNone:
      return Ink::kPlain;
    case Severity::kGood:
      return Ink::kGreen;
    case Severity::kWarning:
      return Ink::kMagenta;
    case Severity::kError:
      return Ink::kRed;
  }
  return Ink::kPlain;
}

bool write_terminal_table(TextWriter& text, const Document& document, const std::string& title,
                          const Table& table, std::size_t most) {
  const std::vector<const TableRow*> rows = shown_rows(table, most);
  std::vector<ShownColumn> columns = shown_columns(text, document, table, rows);
  const std::size_t gap = fit(columns, text.columns());
  if (gap == 0) return false;

  std::uint64_t peak = 0;
  for (const TableRow* row : rows) {
    if (!is_sum(table, row)) peak = std::max(peak, bar_value(table, *row));
  }
  const std::size_t left = text.columns() - used_columns(columns, gap);
  const std::size_t bar = left >= kLeastBar + 2 && peak > 0 ? std::min(left - 2, kMostBar) : 0;

  const std::string times = labels_of(document, rows).common();
  text.heading(
      text.log_text(times.empty() ? title : title + ", times of " + times, text.columns() - 5));
  write_line(text, columns, 0, gap, Ink::kDim, Ink::kDim, "");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const TableRow& row = *rows[i];
    const bool in_sum = is_sum(table, &row);
    const Ink ink = in_sum ? Ink::kBold : severity_ink(row.severity);
    std::string shown;
    if (bar > 0 && !in_sum) {
      shown = horizontal_bar(bar_value(table, row), peak, bar, '=', text.unicode());
      shown.erase(shown.find_last_not_of(' ') + 1);
      shown = text.paint(row.severity == Severity::kNone ? Ink::kCyan : ink, shown);
    }
    write_line(text, columns, i + 1, gap, ink, in_sum ? Ink::kBold : Ink::kPlain, shown);
  }
  return true;
}

void write_terminal_statuses(TextWriter& text, const Table& classes, const Table& statuses) {
  constexpr std::size_t kLabel = 5;
  constexpr std::size_t kShare = 8;
  const std::size_t bar = std::min<std::size_t>(text.columns() / 8, 20);
  text.heading("Statuses");
  std::uint64_t peak = 0;
  for (const TableRow& row : classes.rows)
    peak = std::max(peak, std::get<Count>(row.cells[1]).value);
  const std::size_t width = grouped(peak).size();
  const std::size_t used = kLabel + width + kShare + bar + 4 * 2;
  for (std::size_t i = 0; i < classes.rows.size(); ++i) {
    const TableRow& row = classes.rows[i];
    const std::uint64_t count = std::get<Count>(row.cells[1]).value;
    if (count == 0) continue;
    const Ink ink = severity_ink(row.severity);
    const std::string label = fmt::format("{:<{}}", std::get<Words>(row.cells[0]).text, kLabel);
    text.line(fmt::format("{}  {:>{}}  {:>{}}  {}  {}", text.paint(ink, label), grouped(count),
                          width, plain_text(row.cells[2]), kShare,
                          text.paint(ink == Ink::kPlain ? Ink::kCyan : ink,
                                     horizontal_bar(count, peak, bar, '=', text.unicode())),
                          codes_of(statuses, i, text.columns() - used)));
  }
}

}  // namespace logscan::detail
