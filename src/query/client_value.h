#pragma once

#include <optional>
#include <string_view>

#include "query/comparison.h"
#include "text/ip_address.h"

namespace logscan::detail {

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
