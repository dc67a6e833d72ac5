#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "text/ip_address.h"

namespace logscan {

constexpr std::size_t kNetworkText = 43;  ///< the longest text of a network

/// All addresses that share their first bits. A network is of one family: `::/0` holds no IPv4
/// address, and `::ffff:0:0/96` is 0.0.0.0/0.
class Network {
 public:
  /// Reads `192.0.2.0/24`, `2001:db8::/32`, or an address alone, which is a network of one. Throws
  /// std::invalid_argument, whose message quotes the text and says what to write instead: for
  /// anything else (ports, brackets and zones too), a prefix too long, and bits set behind the
  /// prefix.
  static Network parse(std::string_view text);

  /// That of one address; `bits` is 0 to 32 (IPv4) or 128, more is taken as all.
  Network(const IpAddress& inside, unsigned bits);

  bool contains(const IpAddress& address) const;

  const IpAddress& first() const { return first_; }
  IpAddress last() const;

  /// Length of the prefix: 0 to 32 for IPv4, 0 to 128 for IPv6.
  unsigned bits() const { return is_v4() ? prefix_ - 96u : prefix_; }
  bool is_v4() const { return prefix_ >= 96 && first_.is_v4(); }

  /// `192.0.2.0/24`; a network of one address has its /32 or /128, too.
  std::string text() const;

  /// The same into `to`; returns the part used.
  std::string_view write(std::span<char, kNetworkText> to) const;

  friend auto operator<=>(const Network&, const Network&) = default;

 private:
  IpAddress first_;
  std::uint8_t prefix_;  ///< of the 128 bits
};

/// The network that `address` lies in: of `v4_bits` (0 to 32) or of `v6_bits` (0 to 128), as its
/// family asks. For grouping and masking: network_of(address, 24, 64). Never allocates.
Network network_of(const IpAddress& address, unsigned v4_bits, unsigned v6_bits);

}  // namespace logscan
