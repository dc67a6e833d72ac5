#include "text/address.h"

#include <cstddef>

#include "logscan/ip_address.h"
#include "text/client_text.h"
#include "text/digits.h"

namespace logscan {

bool is_ip_address(std::string_view token) {
  return is_plain_address(token) || parse_address(token).has_value();
}

bool ends_in_port(std::string_view token) {
  const std::size_t colon = token.rfind(':');
  return colon != std::string_view::npos && is_number(token.substr(colon + 1));
}

}  // namespace logscan
