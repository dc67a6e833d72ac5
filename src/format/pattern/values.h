#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "format/pattern/role.h"
#include "logscan/log_line.h"

namespace logscan::pattern {

/// Returns the length of the status (three digits, `-` or `0`) at the start of [at, end) and stores
/// it in `code`. Returns 0 when there is none.
std::size_t parse_status(const char* at, const char* end, StatusCode& code);

/// Parses a decimal number of `unit` nanoseconds. Returns nanoseconds; finer fractions are dropped.
/// Returns nullopt when the text is not a number, is negative or does not fit.
std::optional<std::int64_t> parse_duration(std::string_view text, std::int64_t unit);

/// Returns the sum of a list such as `0.001, 0.002 : 0.003`, ignoring servers with `-`, or nullopt
/// when nothing is left.
std::optional<std::int64_t> parse_durations(std::string_view text, std::int64_t unit);

/// Returns the sum of such a list of numbers in millionths.
std::optional<std::int64_t> parse_numbers(std::string_view text);

/// Returns the last address of a list such as `192.0.2.1:80, 192.0.2.2:80 : 192.0.2.3:80`.
std::string_view last_of_list(std::string_view text);

/// Parses the time in a field with this role. Returns nullopt for other roles and texts.
std::optional<LogTime> parse_time(std::string_view text, Role role, std::int64_t unit);

/// Sets target, path and query by the rules of LogLine.
void set_target(std::string_view text, LogLine& line);

/// Splits `METHOD target protocol`, which the server joined from its parts, at the first and the
/// last space, whatever the target contains.
void set_request_parts(std::string_view text, LogLine& line);

}  // namespace logscan::pattern
