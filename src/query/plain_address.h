#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "logscan/network.h"

namespace logscan::detail {

/// The dotted quad at the front of a text; `length` is 0 when there is none.
struct V4Prefix {
  IpAddress address;
  std::size_t length = 0;
};
V4Prefix v4_prefix(std::string_view text);

/// A whole text that is an IPv4 or an IPv6 address, without brackets, port or zone.
std::optional<IpAddress> parse_plain_v4(std::string_view text);
std::optional<IpAddress> parse_plain_v6(std::string_view text);

}  // namespace logscan::detail
