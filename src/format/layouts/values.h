#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "format/request.h"
#include "logscan/log_line.h"
#include "text/ascii.h"

/// Parses the values in the columns of layouts.
namespace logscan {

constexpr std::int64_t kNanosecond = 1;
constexpr std::int64_t kMicrosecond = 1000 * kNanosecond;
constexpr std::int64_t kMillisecond = 1000 * kMicrosecond;
constexpr std::int64_t kSecond = 1000 * kMillisecond;

/// Parses three digits, a single `-`, or a single `0`, which is 000. Inline, since the result of a
/// call would be read before its parts are written.
inline std::optional<StatusCode> parse_status(std::string_view text) {
  if (text == "-") return kStatusDash;
  if (text == "0") return StatusCode{0};
  if (text.size() != 3 || !is_number(text)) return std::nullopt;
  return static_cast<StatusCode>((text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0'));
}

/// Parses a decimal number of `unit` nanoseconds. Returns nanoseconds, or nullopt when the text is
/// not a number, is negative or does not fit.
std::optional<std::int64_t> parse_duration(std::string_view text, std::int64_t unit);

/// Parses seconds since 1970, with or without a fraction, as UTC. Returns nullopt after the year
/// 9999.
std::optional<LogTime> parse_epoch(std::string_view text);

/// Removes the `:port` after an address or name. Keeps the last group of an IPv6 address without
/// brackets if only the whole text is an address.
std::string_view strip_port(std::string_view text);

/// Returns the first entry of a comma-separated list, without spaces around it.
std::string_view first_of_list(std::string_view list);

/// Sets request, method, target, path, query and protocol. The `-` of `METHOD target -`, which some
/// proxies write for an unknown protocol, is not part of the target.
void set_request(LogLine& out, std::string_view request);

/// Sets only target, path and query, by the same rules.
void set_target(LogLine& out, std::string_view target);

}  // namespace logscan
