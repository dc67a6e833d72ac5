#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "query/comparison.h"
#include "text/ip_address.h"

namespace logscan::detail {

/// A whole number of bytes: `0`, `1500`, `10k`, `1.5Gi`; a `B` may follow. k M G T are powers of
/// 1000, Ki Mi Gi Ti of 1024.
std::optional<std::int64_t> parse_size(std::string_view text);

/// Nanoseconds: `500ms`, `1.5s`, `2m`, and `0`.
std::optional<std::int64_t> parse_duration(std::string_view text);

/// Seconds since 1970: `2026-01-12`, `2026-01-12T10:00`, and all that parse_log_time reads. Without
/// an offset it is UTC.
std::optional<std::int64_t> parse_moment(std::string_view text);

/// Addresses from `first` to `last`, both of the same family.
struct AddressRange {
  IpAddress first;
  IpAddress last;
};

/// Whether a text was meant as an address, even if it is none: digits and dots alone, or digits,
/// letters a to f and at least two colons.
bool looks_like_address(std::string_view text);

/// Returns the addresses that a value of client or upstream means after `=` or `in`: an address, a
/// network, or `first-last`; nullopt when it is text. Throws ExpressionError for what was meant to
/// be one of these, and is none.
std::optional<AddressRange> client_value(const Comparison& comparison, const Value& value);

}  // namespace logscan::detail
