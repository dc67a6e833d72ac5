#include "query/network.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <stdexcept>

#include "format/token.h"
#include "text/safe_text.h"

namespace logscan {
namespace {

constexpr std::size_t kShown = 60;  // columns of a text in a message

std::invalid_argument refused(std::string_view text, const std::string& why) {
  return std::invalid_argument("'" + safe_text(text, kShown) + "' " + why);
}

// Returns the address with all bits after `prefix` replaced by `filler`.
IpAddress cut_at(IpAddress address, unsigned prefix, std::uint8_t filler) {
  for (unsigned i = 0; i < 16; ++i) {
    const unsigned kept = std::clamp(prefix, i * 8, i * 8 + 8) - i * 8;
    const auto mask = static_cast<std::uint8_t>(0xff00u >> kept);
    address.bytes[i] = static_cast<std::uint8_t>((address.bytes[i] & mask) | (filler & ~mask));
  }
  return address;
}

}  // namespace

Network::Network(const IpAddress& inside, unsigned bits) {
  prefix_ =
      static_cast<std::uint8_t>(inside.is_v4() ? 96 + std::min(bits, 32u) : std::min(bits, 128u));
  first_ = cut_at(inside, prefix_, 0);
}

Network Network::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view front = text.substr(0, slash);
  std::optional<IpAddress> address = parse_plain_v4(front);
  const unsigned most = address ? 32 : 128;
  if (!address) address = parse_plain_v6(front);
  if (!address) {
    throw refused(text,
                  "is not a network; write one such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.1");
  }
  if (slash == std::string_view::npos) return Network(*address, 128);

  const std::string_view digits = text.substr(slash + 1);
  unsigned bits = most + 1;
  if (is_number(digits)) std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (bits > most) {
    throw refused(text, "has no prefix length after its slash: expected a number from 0 to " +
                            std::to_string(most));
  }
  const unsigned prefix = bits + 128 - most;
  const IpAddress first = cut_at(*address, prefix, 0);
  // An IPv4-mapped address with fewer than 96 bits has the bits of its mapping prefix after its
  // own.
  if (first != *address) {
    const std::string meant = address_text(first) + "/" + std::to_string(bits);
    throw refused(text, "has bits set after its prefix; the network is " + meant +
                            ", the address alone " + address_text(*address));
  }
  return Network(*address, address->is_v4() ? prefix - 96 : prefix);
}

bool Network::contains(const IpAddress& address) const {
  const std::size_t whole = prefix_ / 8;  // bytes
  if (std::memcmp(address.bytes.data(), first_.bytes.data(), whole) != 0) return false;
  const int mask = (0xff00 >> (prefix_ % 8)) & 0xff;
  if (mask != 0 && ((address.bytes[whole] ^ first_.bytes[whole]) & mask) != 0) return false;
  return address.is_v4() == is_v4();
}

IpAddress Network::last() const {
  return cut_at(first_, prefix_, 0xff);
}

std::string Network::text() const {
  std::array<char, kNetworkText> text;
  return std::string(write(text));
}

std::string_view Network::write(std::span<char, kNetworkText> to) const {
  char* at = to.data() + write_address(first_, to.first<kAddressText>()).size();
  *at++ = '/';
  at = std::to_chars(at, at + 3, bits()).ptr;
  return {to.data(), static_cast<std::size_t>(at - to.data())};
}

Network network_of(const IpAddress& address, unsigned v4_bits, unsigned v6_bits) {
  return {address, address.is_v4() ? v4_bits : v6_bits};
}

}  // namespace logscan
