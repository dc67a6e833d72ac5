#pragma once

#include <cstdint>
#include <string>

#include "logscan/group_summary.h"

namespace logscan::detail {

/// Appends `value` in decimal digits.
void append_number(std::string& to, std::uint64_t value);

/// Appends a duration as exact seconds: `0.012`, `-1.5`, `3`. Writes at most nine decimals and no
/// trailing zeros.
void append_seconds(std::string& to, std::int64_t nanoseconds);

/// Appends a measure of an own field: a duration as seconds, a number with at most six decimals.
void append_own(std::string& to, OwnAmount::Value amount, OwnKind kind);

}  // namespace logscan::detail
