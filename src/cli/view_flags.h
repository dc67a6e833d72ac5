#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cli/query_words.h"
#include "logscan/query_spec.h"

namespace logscan::cli {

/// Reads --top; nullopt if it was not given. Throws UsageError.
std::optional<std::uint64_t> read_top(const ViewWords& words);

/// Applies --top, --sort, --min-count and --show to how groups are shown. Throws UsageError.
void read_view(const ViewWords& words, const OwnFields& own, GroupSpec& groups);

/// Throws UsageError if the partials lack what the view needs, for some groups or for the spec.
void check_view(const ViewWords& words, const GroupSpec& shown, const GroupSpec& counted,
                const QuerySpec& spec);
void check_view(const ViewWords& words, const QuerySpec& spec);

/// Throws UsageError unless the report of a query has the table of that name; if it is empty,
/// unless it is clear which table is meant.
void check_table(std::string_view name, const QuerySpec& spec, bool baseline);

/// Throws UsageError if metrics cannot hold the result of a query, or ignore what the view asks.
void check_metrics(const ViewWords& words, const QuerySpec& spec);

}  // namespace logscan::cli
