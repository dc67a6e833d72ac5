#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logscan/query_spec.h"

/// The tables by which thresholds are judged.
namespace logscan {

/// Returns the key lists of groups and series whose groups are judged, without duplicates.
std::vector<std::vector<std::string>> judged_keys(const QuerySpec& spec);

/// Returns the tables that the thresholds need beyond the groups of the spec, at most one per list
/// of judged keys. Counts made without these tables cannot be judged by these thresholds.
std::vector<ThresholdTable> threshold_tables(const QuerySpec& spec);

/// Returns whether the tables of a spec contain everything in `tables`.
bool holds_tables(const QuerySpec& spec, const std::vector<ThresholdTable>& tables);

/// Returns the column that a threshold needs, if it counts lines by status.
std::optional<ThresholdTable::Column> column_of(const Threshold& threshold);

}  // namespace logscan
