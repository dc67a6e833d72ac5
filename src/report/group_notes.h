#pragma once

#include <string>

#include "logscan/group_summary.h"

namespace logscan::detail {

/// Describes how many groups there are and how exact their counts are: `12 groups, all listed;
/// every count is exact`.
std::string group_note(const GroupSummary& group);

/// Describes how exact the rows of a series are: `every count is exact`.
std::string series_note(const SeriesSummary& series);

/// Returns how many groups are not among the rows.
std::uint64_t groups_left(const GroupSummary& group);

/// Returns `12 groups` or `about 12 groups`.
std::string groups_text(const GroupSummary& group, std::uint64_t groups);

/// Returns whether some lines are in no row.
inline bool has_others(const GroupSummary& group) {
  return groups_left(group) > 0 || group.others.count > 0;
}

}  // namespace logscan::detail
