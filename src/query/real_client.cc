#include "logscan/real_client.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <stdexcept>

#include "format/token.h"
#include "query/ip_bytes.h"

namespace logscan {
namespace {

constexpr unsigned kMappedBits = 96;  // in front of the 32 of an IPv4 address

std::array<std::uint64_t, 2> number_of(const detail::IpBytes& ip) {
  std::array<std::uint64_t, 2> number{};
  for (std::size_t i = 0; i < ip.bytes.size(); ++i)
    number[i / 8] = number[i / 8] << 8 | ip.bytes[i];
  return number;
}

// The highest `bits` of 64 set.
constexpr std::uint64_t mask_of(unsigned bits) {
  return bits == 0 ? 0 : ~std::uint64_t{0} << (64 - std::min(bits, 64u));
}

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
  throw std::invalid_argument("\"" + std::string(text) + "\": " + why);
}

}  // namespace

TrustedProxies::Network TrustedProxies::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  const std::optional<detail::IpBytes> ip = detail::read_ip(address);
  if (!ip || detail::bare_address(address) != address || address.find('%') != std::string::npos)
    refuse(text, "neither an address nor a network such as 10.0.0.0/8");
  // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
  const unsigned before = address.find(':') == std::string_view::npos ? kMappedBits : 0;
  unsigned length = 128 - before;
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (!is_number(digits) || read.ec != std::errc() || length > 128 - before)
      refuse(text,
             "the length of the network is a number from 0 to " + std::to_string(128 - before));
  }
  const unsigned bits = before + length;
  const Network network{number_of(*ip), {mask_of(bits), mask_of(bits > 64 ? bits - 64 : 0)}};
  if (ip->is_v4() && bits < kMappedBits) refuse(text, "IPv4 and more than that; use two networks");
  const detail::IpBytes first = detail::first_of_network(*ip, bits - kMappedBits, bits);
  if (first != *ip) {
    std::string meant;
    detail::append_ip(first, meant);
    meant += "/" + std::to_string(first.is_v4() ? bits - kMappedBits : bits);
    refuse(text, "there are bits behind its length; did you mean \"" + meant + "\"?");
  }
  return network;
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& networks) {
  for (const std::string& text : networks)
    networks_.push_back(parse(text));
}

bool TrustedProxies::trusts(std::string_view client) const {
  const std::optional<detail::IpBytes> ip = detail::read_ip(client);
  if (!ip) return false;
  const std::array<std::uint64_t, 2> number = number_of(*ip);
  const bool v4 = ip->is_v4();
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    // A network of IPv6 such as ::/0 holds no IPv4.
    if (v4 && network.mask[1] < mask_of(kMappedBits - 64)) return false;
    return (number[0] & network.mask[0]) == network.first[0] &&
           (number[1] & network.mask[1]) == network.first[1];
  });
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
    if (!detail::read_ip(entry)) break;
    found = detail::bare_address(entry);
    if (more) rest = rest.substr(0, comma);
  }
  return found;
}

}  // namespace logscan
