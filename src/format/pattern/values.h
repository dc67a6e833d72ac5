#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "format/pattern/role.h"
#include "logscan/log_line.h"

namespace logscan::pattern {

/// How many bytes of [at, end) are a status (three digits, `-` or `0`), and which; 0 when
/// none is there.
std::size_t parse_status(const char* at, const char* end, StatusCode& code);

/// A decimal number of `unit` nanoseconds, as nanoseconds; what is finer is cut off. Null when it
/// is none, is negative, or does not fit.
std::optional<std::int64_t> parse_duration(std::string_view text, std::int64_t unit);

/// The sum of a list such as `0.001, 0.002 : 0.003`, without the servers that are `-`; null when
/// nothing is left.
std::optional<std::int64_t> parse_durations(std::string_view text, std::int64_t unit);

/// The sum of such a list of numbers, in millionths.
std::optional<std::int64_t> parse_numbers(std::string_view text);

/// The last address of a list such as `192.0.2.1:80, 192.0.2.2:80 : 192.0.2.3:80`.
std::string_view last_of_list(std::string_view text);

/// The time in a field with this role; null for other roles and texts.
std::optional<LogTime> parse_time(std::string_view text, Role role, std::int64_t unit);

/// The target of a request, and its path and query, by the rules of LogLine.
void set_target(std::string_view text, LogLine& line);

/// `METHOD target protocol` that the server wrote from its parts: the first and the last space are
/// the borders, whatever the target holds.
void set_request_parts(std::string_view text, LogLine& line);

}  // namespace logscan::pattern
