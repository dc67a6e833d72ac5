#include "query/real_client.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "text/client_text.h"

namespace logscan {
namespace {

// Returns whether a line's client is an entry of its list, so that the line does not contain the
// address of the peer.
bool is_within(std::string_view client, std::string_view list) {
  const std::less_equal<const char*> not_after;
  return list.data() != nullptr && not_after(list.data(), client.data()) &&
         not_after(client.data() + client.size(), list.data() + list.size());
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
  std::string_view rest = forwarded_for;
  std::string_view found = is_within(client, rest) ? plain_address(pop_last_entry(rest)) : client;
  if (found.empty()) return client;
  while (rest.data() != nullptr && trusts(found)) {
    const std::string_view address = plain_address(pop_last_entry(rest));
    if (address.empty()) break;
    found = address;
  }
  return found;
}

}  // namespace logscan
