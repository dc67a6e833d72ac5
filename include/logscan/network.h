#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace logscan {

/// An IP address, its bytes in network order. IPv4 is kept as IPv4-mapped IPv6 (RFC 4291, 2.5.5.2),
/// so 192.0.2.1 and ::ffff:192.0.2.1, as servers with one socket for both log it, are the same
/// address, and it is an IPv4 address. Ordered by number.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};

  constexpr bool is_v4() const {
    for (std::size_t i = 0; i < 10; ++i) {
      if (bytes[i] != 0) return false;
    }
    return bytes[10] == 0xff && bytes[11] == 0xff;
  }

  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

/// The address in a client as logs hold it: IPv4 (a port allowed) or IPv6 (a zone allowed), either
/// in brackets with or without a port. Port and zone are dropped. Octets are decimal, leading zeros
/// or not. Anything else is nullopt. Never allocates.
std::optional<IpAddress> parse_address(std::string_view client);

constexpr std::size_t kAddressText = 39;  ///< the longest text of an address
constexpr std::size_t kNetworkText = 43;  ///< and of a network

/// Writes the address into `to` and returns the part used: IPv4 as a dotted quad, IPv6 as RFC 5952
/// wants it (lower case, no leading zeros, the first of the longest runs of at least two zero
/// groups as `::`).
std::string_view write_address(const IpAddress& address, std::span<char, kAddressText> to);

std::string address_text(const IpAddress& address);

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
