#pragma once

#include <string>
#include <string_view>

#include "report/document.h"
#include "report/html_writer.h"

namespace logscan::detail {

/// Writes a value for people.
void write_html_cell(HtmlWriter& html, const Cell& cell, const Document& document);

/// Returns what a column is sorted by where the text of a value would not do: ` 1696939200`. Empty
/// where it does.
std::string sort_value(const Cell& cell);

/// Returns the length of a value's bar, to be compared with others of the column; 0: no bar.
double bar_value(const Cell& cell);

/// Returns the class of a row, fact or series: `good`, `warning`, `error`, or nothing.
std::string_view severity_class(Severity severity);

}  // namespace logscan::detail
