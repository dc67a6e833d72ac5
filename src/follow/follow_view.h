#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "follow/live_sort.h"
#include "follow/window.h"
#include "logscan/report.h"

namespace logscan {

/// What the view shows beside the window's counts.
struct FollowView {
  std::vector<std::string> logs;         ///< their names
  std::string clock;                     ///< the time of day
  std::vector<std::string> notes;        ///< what happened last, the newest at the end; any bytes
  std::vector<FilterTerm> filters = {};  ///< that chose the lines
  LiveSort sort = LiveSort::kAsked;      ///< of groups or paths
  std::string keys = {};                 ///< what they do, in the last row; empty: there are none
};

/// The view for a terminal as lines of at most `style.columns`, no more than `rows`; what does not
/// fit is left out. Pure. Log bytes come out harmless.
std::vector<std::string> follow_view(const WindowSum& window, const FollowView& view,
                                     const ReportStyle& style, std::size_t rows);

/// A line with colours cut to some columns; its last colour ends with it.
std::string cut_to_columns(std::string_view line, std::size_t columns);

/// Numbers as bars next to one another, one column each: the last `columns` of them.
std::string small_bars(const std::vector<double>& numbers, std::size_t columns, bool unicode);

}  // namespace logscan
