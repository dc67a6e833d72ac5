#pragma once

#include <string_view>

#include "report/html_table.h"

namespace logscan::detail {

/// Writes a chart: an SVG for each series, all with one time axis, then the notes, and the numbers
/// as a table that opens. The script draws the same from that table, to hover over and zoom.
void write_html_chart(HtmlPage& page, const Chart& chart, std::string_view id);

}  // namespace logscan::detail
