#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "text/ip_address.h"

namespace logscan {

constexpr std::size_t kNetworkText = 43;  ///< length of the longest text of a network

/// All addresses that share their first bits. A network belongs to one family: `::/0` contains no
/// IPv4 address, and `::ffff:0:0/96` is 0.0.0.0/0.
class Network {
 public:
  /// Parses `192.0.2.0/24`, `2001:db8::/32`, or a single address, which is a network of one. Throws
  /// std::invalid_argument for anything else, including ports, brackets and zones, for a prefix
  /// that is too long, and for bits set after the prefix. The message quotes the text and says what
  /// to write instead.
  static Network parse(std::string_view text);

  /// Creates the network of an address; `bits` is 0 to 32 (IPv4) or 128, and larger values mean
  /// all.
  Network(const IpAddress& inside, unsigned bits);

  bool contains(const IpAddress& address) const;

  const IpAddress& first() const { return first_; }
  IpAddress last() const;

  /// Returns the length of the prefix: 0 to 32 for IPv4, 0 to 128 for IPv6.
  unsigned bits() const { return is_v4() ? prefix_ - 96u : prefix_; }
  bool is_v4() const { return prefix_ >= 96 && first_.is_v4(); }

  /// Returns text such as `192.0.2.0/24`. A network of one address has a /32 or /128, too.
  std::string text() const;

  /// Writes the same into `to` and returns the part used.
  std::string_view write(std::span<char, kNetworkText> to) const;

  friend auto operator<=>(const Network&, const Network&) = default;

 private:
  IpAddress first_;
  std::uint8_t prefix_;  ///< out of 128 bits
};

/// Returns the network of `address` with `v4_bits` (0 to 32) or `v6_bits` (0 to 128), depending on
/// its family. For grouping and masking: network_of(address, 24, 64). Never allocates.
Network network_of(const IpAddress& address, unsigned v4_bits, unsigned v6_bits);

}  // namespace logscan
