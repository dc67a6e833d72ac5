#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logscan::detail {

/// An IP address in network order. IPv4 is kept as IPv4-mapped IPv6 (RFC 4291, 2.5.5.2), so
/// 192.0.2.1 and ::ffff:192.0.2.1, as servers with one socket for both log it, are the same
/// address, and it is an IPv4 address.
struct IpBytes {
  std::array<std::uint8_t, 16> bytes{};

  bool is_v4() const;
  friend bool operator==(const IpBytes&, const IpBytes&) = default;
};

/// The part of a token that is the address: without brackets and port. The token itself where it
/// has neither.
std::string_view bare_address(std::string_view token);

/// Reads a client as logs hold it: IPv4 (a port allowed) or IPv6 (a zone allowed), either in
/// brackets with or without a port; the same tokens that is_ip_address() of format/address.h takes.
/// Port and zone are dropped.
std::optional<IpBytes> read_ip(std::string_view token);

/// Appends the address: a dotted quad, or IPv6 as RFC 5952 wants it (lower case, no leading zeros,
/// the first of the longest runs of at least two zero groups as `::`).
void append_ip(const IpBytes& ip, std::string& out);

/// The first address of the network of `v4_bits` (0 to 32) or `v6_bits` (0 to 128), as its family
/// asks.
IpBytes first_of_network(const IpBytes& ip, unsigned v4_bits, unsigned v6_bits);

}  // namespace logscan::detail
