#pragma once

#include <string_view>

namespace logscan {

/// Whether a token is an IP address: IPv4 (octets 0 to 255, a port allowed) or IPv6 (a zone
/// allowed), either in brackets with or without a port.
bool is_ip_address(std::string_view token);

/// Whether it ends in a colon and digits.
bool ends_in_port(std::string_view token);

}  // namespace logscan
