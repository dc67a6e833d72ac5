#pragma once

#include <optional>

#include "logscan/network.h"
#include "query/comparison.h"

namespace logscan::detail {

/// The network that a value of client or upstream means after `=` or `in`, where an address is a
/// network of one; nullopt when it is text. Throws ExpressionError for what was meant to be an
/// address or a network, and is none.
std::optional<Network> client_value(const Comparison& comparison, const Value& value);

}  // namespace logscan::detail
