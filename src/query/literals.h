#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "query/comparison.h"
#include "text/ip_address.h"

namespace logscan::detail {

/// Parses a whole number of bytes: `0`, `1500`, `10k`, `1.5Gi`, with an optional `B`. k M G T are
/// powers of 1000, Ki Mi Gi Ti of 1024.
std::optional<std::int64_t> parse_size(std::string_view text);

/// Parses a duration and returns nanoseconds: `500ms`, `1.5s`, `2m`, and `0`.
std::optional<std::int64_t> parse_duration(std::string_view text);

/// Parses a time and returns seconds since 1970: `2026-01-12`, `2026-01-12T10:00`, and the forms of
/// parse_log_time(). Without an offset, it is UTC.
std::optional<std::int64_t> parse_moment(std::string_view text);

/// The addresses from `first` to `last`, both of the same family.
struct AddressRange {
  IpAddress first;
  IpAddress last;
};

/// Returns whether a text looks like an attempt at an address: only digits and dots, or digits,
/// letters a to f and at least two colons.
bool looks_like_address(std::string_view text);

/// Parses a value of client or upstream after `=` or `in` as an address, a network, or a range
/// `first-last`. Returns nullopt for other text. Throws ExpressionError for an invalid attempt at
/// one.
std::optional<AddressRange> client_value(const Comparison& comparison, const Value& value);

}  // namespace logscan::detail
