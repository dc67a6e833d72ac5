#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logscan/group_summary.h"
#include "report/json_writer.h"

namespace logscan::detail {

/// The keys `key` and, where a value is not UTF-8, `key_raw`, inside an open object; nothing for an
/// empty key.
void write_key(JsonWriter& json, const std::vector<std::optional<std::string>>& key);

/// The key `by` with the names.
void write_by(JsonWriter& json, const std::vector<std::string>& by);

/// The key `groups` with its list.
void write_groups(JsonWriter& json, const std::vector<GroupSummary>& groups);

/// The key `series` with its list.
void write_series(JsonWriter& json, const std::vector<SeriesSummary>& series);

}  // namespace logscan::detail
