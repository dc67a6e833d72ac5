#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/network.h"

namespace logscan {

/// The proxies whose X-Forwarded-For is trusted.
///
/// A proxy appends the address of its client to the end of X-Forwarded-For. So the list is reliable
/// from its end, as long as a trusted proxy wrote down the next address. Everything before the
/// first address that is not trusted may be forged by the client.
class TrustedProxies {
 public:
  /// Trusts no proxy.
  TrustedProxies() = default;

  /// Trusts networks such as `10.0.0.0/8` or `2001:db8::/32`, and single addresses. Throws as
  /// Network::parse() does.
  explicit TrustedProxies(const std::vector<std::string>& networks);

  bool empty() const { return networks_.empty(); }

  /// Returns whether the address is in one of the networks. It may have a port, brackets and a
  /// zone; ::ffff:192.0.2.1 counts as IPv4. False for anything but an address.
  bool trusts(std::string_view client) const;

  /// Returns the address that the request came from. The forwarded-for list has commas between its
  /// entries and optional blanks around them, encoded or not; it is null if there is none. If
  /// `client` is a view into the list, the line does not contain the peer's address, and the last
  /// entry stands in for it:
  ///
  /// - the client itself if it is not trusted;
  /// - else the last entry of the list that is not trusted;
  /// - else, if all are trusted, the first entry.
  ///
  /// An entry that is no address ends the search. The result is then the entry after it, the last
  /// address that a trusted proxy vouches for.
  ///
  /// Returns `client` unchanged, or an entry as plain_address() gives it.
  std::string_view real_client(std::string_view client, std::string_view forwarded_for) const;

 private:
  std::vector<Network> networks_;
};

}  // namespace logscan
