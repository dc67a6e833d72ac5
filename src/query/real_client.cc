#include "logscan/real_client.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "format/token.h"

namespace logscan {
namespace {

/// What an address is without brackets and port.
std::string_view bare(std::string_view address) {
  if (address.starts_with('[')) return address.substr(1, address.find(']') - 1);
  // With one colon it is a port; IPv6 has two at least.
  const std::size_t colon = address.find(':');
  return colon == address.rfind(':') ? address.substr(0, colon) : address;
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& networks) {
  for (const std::string& text : networks)
    networks_.push_back(Network::parse(text));
}

bool TrustedProxies::trusts(std::string_view client) const {
  const std::optional<IpAddress> address = parse_address(client);
  return address && std::any_of(networks_.begin(), networks_.end(),
                                [&](const Network& network) { return network.contains(*address); });
}

std::string_view TrustedProxies::real_client(std::string_view client,
                                             std::string_view forwarded_for) const {
  std::string_view found = client;
  std::string_view rest = forwarded_for;
  bool more = forwarded_for.data() != nullptr;
  while (more && trusts(found)) {
    const std::size_t comma = rest.rfind(',');
    more = comma != std::string_view::npos;
    const std::string_view entry = trim_spaces(more ? rest.substr(comma + 1) : rest);
    if (!parse_address(entry)) break;
    found = bare(entry);
    if (more) rest = rest.substr(0, comma);
  }
  return found;
}

}  // namespace logscan
