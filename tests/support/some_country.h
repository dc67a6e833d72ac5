#pragma once

#include <string>
#include <string_view>

#include "logscan/query_spec.h"

namespace logscan::test {

/// Returns imaginary countries that depend on a client's last byte; a client that ends in 7 has
/// none.
inline CountryOf some_country() {
  return [](std::string_view client, std::string& out) {
    if (client.empty() || client.back() == '7') return false;
    out += client.back() % 2 == 0 ? "AA" : "BB";
    return true;
  };
}

}  // namespace logscan::test
