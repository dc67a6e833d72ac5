#pragma once

#include <string_view>

namespace logscan {

/// Returns whether a token is an IP address: IPv4 (octets 0 to 255, a port allowed) or IPv6 (a zone
/// allowed). Brackets around either are allowed, with or without a port.
bool is_ip_address(std::string_view token);

/// Returns whether a token ends in a colon and digits.
bool ends_in_port(std::string_view token);

}  // namespace logscan
