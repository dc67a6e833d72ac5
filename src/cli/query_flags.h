#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/query_words.h"
#include "logscan/query.h"
#include "logscan/time_zone.h"

namespace logscan::cli {

/// Returns the bytes that --memory gives. Throws UsageError.
std::optional<std::size_t> read_memory(const QueryWords& words);

/// What the words ask, of lines with these fields. `now` is the moment that relative times are
/// reckoned from, in seconds since 1970. Throws UsageError. Of records, format and write() are left
/// to be set.
Query read_query(const QueryWords& words, const FormatFields& fields, std::int64_t now);

/// Returns the zone that a flag names; UTC for an empty name. Throws UsageError.
TimeZone read_zone(std::string_view flag, const std::string& name);

}  // namespace logscan::cli
