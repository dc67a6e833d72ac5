#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logscan/query_spec.h"

/// Which tables a threshold is judged by.
namespace logscan {

/// Returns the lists of keys whose groups are judged, each once: those of groups and of series.
std::vector<std::vector<std::string>> judged_keys(const QuerySpec& spec);

/// Returns the tables that the thresholds need beside the groups of the spec, one for each list of
/// judged keys at most. What was counted without them cannot be held against these thresholds.
std::vector<ThresholdTable> threshold_tables(const QuerySpec& spec);

/// Whether a spec has tables that tell all that other tables tell.
bool holds_tables(const QuerySpec& spec, const std::vector<ThresholdTable>& tables);

/// Returns the column that a threshold needs: lines of some statuses.
std::optional<ThresholdTable::Column> column_of(const Threshold& threshold);

}  // namespace logscan
