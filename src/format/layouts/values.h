#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "format/target.h"
#include "logscan/log_line.h"

/// What the layouts read out of their words.
namespace logscan {

constexpr std::int64_t kNanosecond = 1;
constexpr std::int64_t kMicrosecond = 1000 * kNanosecond;
constexpr std::int64_t kMillisecond = 1000 * kMicrosecond;
constexpr std::int64_t kSecond = 1000 * kMillisecond;

/// Three digits, a single `-`, or a lone `0`, which is 000.
std::optional<StatusCode> parse_status(std::string_view text);

/// A decimal number of units (of so many nanoseconds), fraction allowed, in nanoseconds; null when
/// it is none, is negative, or does not fit.
std::optional<std::int64_t> parse_duration(std::string_view text, std::int64_t unit);

/// Seconds since 1970 with or without a fraction, as UTC; null beyond the year 9999.
std::optional<LogTime> parse_epoch(std::string_view text);

/// An address or name without the `:port` behind it. An IPv6 address without brackets keeps its
/// last group when only with it it is one.
std::string_view strip_port(std::string_view text);

/// The first of a list with commas, without spaces around it.
std::string_view first_of_list(std::string_view list);

/// Sets request, method, target, path, query and protocol. `METHOD target -`, as some proxies write
/// it when the protocol is not known, has no protocol.
void set_request(LogLine& out, std::string_view request);

/// Sets target, path and query alone, by the same rules.
void set_target(LogLine& out, std::string_view target);

}  // namespace logscan
