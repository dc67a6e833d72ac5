#pragma once

#include <optional>
#include <string>

#include "report/document.h"

namespace logscan::detail {

/// Returns the chart of a series: its counts and errors, or with --by the counts of its largest
/// groups. Returns nullopt where a chart would say nothing (fewer than three spans), would hide
/// gaps, would be finer than a screen, or where the series does not show how many lines there are.
std::optional<Chart> series_chart(const SeriesSummary& series, std::string name);

}  // namespace logscan::detail
