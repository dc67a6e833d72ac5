#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "logscan/query.h"

/// Which of a query's groups a threshold is judged by.
namespace logscan {

/// What a threshold has to know of each group.
enum class TableNeed : std::uint8_t { kCounts, kClasses, kStatuses, kDurations };

TableNeed need_of(const Threshold& threshold);

/// The lists of keys whose groups are judged, each once: those of groups that are not hidden and of
/// series. Views of the query.
std::vector<const std::vector<GroupKey>*> judged_keys(const Query& query);

/// The first of `query.groups` that says what is needed of the groups by `keys`; nullopt where
/// there is none. Where classes or statuses are needed they are its last key.
std::optional<std::size_t> find_table(const Query& query, const std::vector<GroupKey>& keys,
                                      TableNeed need);

}  // namespace logscan
