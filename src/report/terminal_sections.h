#pragma once

#include <cstddef>
#include <string>

#include "report/document.h"
#include "report/text_writer.h"

/// The parts of the report for terminals. No line is wider than the terminal.
namespace logscan::detail {

/// Writes a chart of standing bars with a time axis, in at most kTerminalChartRows rows, without a
/// heading.
void write_terminal_chart(TextWriter& text, const Chart& chart);

/// Returns the heading of the same: what it shows, and the span of a column.
std::string terminal_chart_title(const TextWriter& text, const Chart& chart);

/// Writes one row for each class that lines have, with its statuses.
void write_terminal_statuses(TextWriter& text, const Table& classes, const Table& statuses);

/// Writes a heading and a table with aligned columns, numbers for people and bars. Shows at most
/// `most` rows. Returns false, and writes nothing, if the columns do not fit.
bool write_terminal_table(TextWriter& text, const Document& document, const std::string& title,
                          const Table& table, std::size_t most);

constexpr std::size_t kTerminalChartRows = 12;

/// Returns the ink for a severity. Magenta is legible on light and dark backgrounds, yellow is not.
Ink severity_ink(Severity severity);

}  // namespace logscan::detail
