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

/// An IP address in network byte order. IPv4 is stored as IPv4-mapped IPv6 (RFC 4291, 2.5.5.2). So
/// 192.0.2.1 and ::ffff:192.0.2.1, which servers with one socket for both families log, are the
/// same IPv4 address. Ordered by number.
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

/// Parses the address of a client as logs contain it: IPv4 with an optional port, or IPv6 with an
/// optional zone. Either may be in brackets, with or without a port. Port and zone are dropped.
/// Octets are decimal, and may have leading zeros. Returns nullopt for anything else. Never
/// allocates.
std::optional<IpAddress> parse_address(std::string_view client);

constexpr std::size_t kAddressText = 39;  ///< length of the longest text of an address

/// Writes the address into `to` and returns the part used: IPv4 as a dotted quad, IPv6 as in RFC
/// 5952 (lower case, no leading zeros, `::` for the first of the longest runs of at least two zero
/// groups).
std::string_view write_address(const IpAddress& address, std::span<char, kAddressText> to);

std::string address_text(const IpAddress& address);

/// Parse a text that is exactly an IPv4 or IPv6 address, without brackets, port or zone.
std::optional<IpAddress> parse_plain_v4(std::string_view text);
std::optional<IpAddress> parse_plain_v6(std::string_view text);

}  // namespace logscan
