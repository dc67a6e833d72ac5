#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "follow/live_sort.h"
#include "follow/window.h"
#include "logscan/report.h"

namespace logscan {

/// The contents of the view besides the window's counts.
struct FollowView {
  std::vector<std::string> logs;         ///< their names
  std::string clock;                     ///< the time of day
  std::vector<std::string> notes;        ///< recent events, the newest last; any bytes
  std::vector<FilterTerm> filters = {};  ///< the options that selected the lines
  LiveSort sort = LiveSort::kAsked;      ///< of groups or paths
  std::string keys = {};                 ///< what the keys do, in the last row; empty: no keys
};

/// Returns the view for a terminal: at most `rows` lines of at most `style.columns`. Anything that
/// does not fit is left out. Pure. Log bytes are made harmless.
std::vector<std::string> follow_view(const WindowSum& window, const FollowView& view,
                                     const ReportStyle& style, std::size_t rows);

/// Truncates a line with colours to some columns, and resets the colour at its end.
std::string cut_to_columns(std::string_view line, std::size_t columns);

/// Draws numbers as adjacent bars, one column each: the last `columns` numbers.
std::string small_bars(const std::vector<double>& numbers, std::size_t columns, bool unicode);

}  // namespace logscan
