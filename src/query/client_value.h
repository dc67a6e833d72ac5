#pragma once

#include <optional>

#include "query/comparison.h"
#include "text/ip_address.h"

namespace logscan::detail {

/// Addresses from `first` to `last`, both of the same family.
struct AddressRange {
  IpAddress first;
  IpAddress last;
};

/// Returns the addresses that a value of client or upstream means after `=` or `in`: an address, a
/// network, or `first-last`; nullopt when it is text. Throws ExpressionError for what was meant to
/// be one of these, and is none.
std::optional<AddressRange> client_value(const Comparison& comparison, const Value& value);

}  // namespace logscan::detail
