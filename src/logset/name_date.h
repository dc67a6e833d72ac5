#pragma once

#include <optional>
#include <string_view>

#include "logset/log_names.h"

namespace logscan {

/// The longest text that is read as a date.
constexpr std::size_t kLongestNameDate = 64;

/// A date as programs that rotate logs write it, if all of `text` is one: `20260115`, `2026-01-15`,
/// `202601`, `2026`, with a time or a count behind it, or seconds since 1970 in ten digits.
std::optional<LogName::Date> read_name_date(std::string_view text);

/// A date with two digits for the year, as in the names of IIS: `260115`, `26011503`, `2601`.
std::optional<LogName::Date> read_short_date(std::string_view digits);

}  // namespace logscan
