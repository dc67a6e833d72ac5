#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/network.h"

namespace logscan {

/// The proxies whose word is taken for where a request came from.
///
/// A proxy adds the address that it was asked by to the end of X-Forwarded-For. So the list is to
/// be believed from its end on, as far as one trusted proxy wrote down the next; what stands in
/// front of the first address that is not trusted may be made up by whoever asked.
class TrustedProxies {
 public:
  /// No proxy is trusted.
  TrustedProxies() = default;

  /// Networks such as `10.0.0.0/8` or `2001:db8::/32`, or single addresses. Throws as
  /// Network::parse does.
  explicit TrustedProxies(const std::vector<std::string>& networks);

  bool empty() const { return networks_.empty(); }

  /// Whether the address (a port, brackets and a zone allowed) is in one of the networks;
  /// ::ffff:192.0.2.1 is IPv4. False for what is no address.
  bool trusts(std::string_view client) const;

  /// Returns who asked, by a line's client and forwarded-for list (commas between the addresses;
  /// blanks around them, encoded or not; null when there is none). When `client` is a view into the
  /// list, the line does not say who connected, and the last entry takes the client's place:
  ///
  /// - the client itself when it is not trusted;
  /// - else the last entry of the list that is not trusted;
  /// - else, if all are trusted, the first entry;
  /// - an entry that is no address ends the search: then what is directly behind it, the last
  ///   address that a trusted proxy vouches for.
  ///
  /// The result is `client` as it is, or an entry as plain_address() gives it.
  std::string_view real_client(std::string_view client, std::string_view forwarded_for) const;

 private:
  std::vector<Network> networks_;
};

}  // namespace logscan
