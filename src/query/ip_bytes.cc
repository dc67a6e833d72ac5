#include "query/ip_bytes.h"

#include <algorithm>
#include <charconv>

#include "format/token.h"
#include "query/letters.h"

namespace logscan::detail {
namespace {

constexpr std::size_t kMappedBytes = 12;  // in front of the four of an IPv4 address

void map_v4(IpBytes& ip) {
  std::fill(ip.bytes.begin(), ip.bytes.begin() + 10, std::uint8_t{0});
  ip.bytes[10] = ip.bytes[11] = 0xff;
}

bool is_hex(char c) {
  return is_digit(c) || is_hex_letter(c);
}

unsigned hex_value(char c) {
  return static_cast<unsigned>(is_digit(c) ? c - '0' : to_lower(c) - 'a' + 10);
}

// All of `text` is four octets in decimal.
bool read_quad(std::string_view text, std::uint8_t* to) {
  std::size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && (at == text.size() || text[at++] != '.')) return false;
    const std::size_t begin = at;
    unsigned value = 0;
    while (at < text.size() && at - begin < 3 && is_digit(text[at]))
      value = value * 10 + static_cast<unsigned>(text[at++] - '0');
    if (at == begin || value > 255) return false;
    to[part] = static_cast<std::uint8_t>(value);
  }
  return at == text.size();
}

// Eight groups, or fewer with one `::`; a dotted quad may stand for the last two.
bool read_groups(std::string_view text, std::array<std::uint8_t, 16>& bytes) {
  constexpr std::size_t kNone = 99;
  std::size_t count = 0;
  std::size_t gap = kNone;
  std::size_t at = 0;
  if (text.starts_with("::")) {
    gap = 0;
    at = 2;
  }
  while (at < text.size()) {
    if (count == bytes.size()) return false;
    std::size_t end = at;
    unsigned value = 0;
    while (end < text.size() && end - at < 4 && is_hex(text[end]))
      value = value * 16 + hex_value(text[end++]);
    if (end == at) return false;
    if (end < text.size() && text[end] == '.') {
      if (count > kMappedBytes || !read_quad(text.substr(at), &bytes[count])) return false;
      count += 4;
      break;
    }
    bytes[count++] = static_cast<std::uint8_t>(value >> 8);
    bytes[count++] = static_cast<std::uint8_t>(value & 0xff);
    at = end;
    if (at == text.size()) break;
    if (text[at++] != ':' || at == text.size()) return false;
    if (text[at] == ':') {
      if (gap != kNone) return false;
      gap = count;
      ++at;
    }
  }
  if (gap == kNone) return count == bytes.size();
  if (count > bytes.size() - 2) return false;  // `::` stands for one group at least
  const auto begin = bytes.begin();
  const auto from = begin + static_cast<std::ptrdiff_t>(gap);
  const auto moved =
      std::copy_backward(from, begin + static_cast<std::ptrdiff_t>(count), bytes.end());
  std::fill(from, moved, std::uint8_t{0});
  return true;
}

bool read_bare(std::string_view text, IpBytes& ip) {
  if (read_quad(text, &ip.bytes[kMappedBytes])) {
    map_v4(ip);
    return true;
  }
  if (const std::size_t zone = text.find('%'); zone != std::string_view::npos) {
    if (zone + 1 == text.size()) return false;
    text = text.substr(0, zone);
  }
  return read_groups(text, ip.bytes);
}

void append_number(unsigned value, int base, std::string& out) {
  char digits[8];
  const auto end = std::to_chars(digits, digits + sizeof digits, value, base).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

}  // namespace

bool IpBytes::is_v4() const {
  return bytes[10] == 0xff && bytes[11] == 0xff &&
         std::all_of(bytes.begin(), bytes.begin() + 10,
                     [](std::uint8_t byte) { return byte == 0; });
}

std::string_view bare_address(std::string_view token) {
  const auto is_port = [](std::string_view text) {
    return text.starts_with(':') && is_number(text.substr(1));
  };
  if (token.starts_with('[')) {
    const std::size_t close = token.find(']');
    if (close == std::string_view::npos) return token;
    const std::string_view behind = token.substr(close + 1);
    return behind.empty() || is_port(behind) ? token.substr(1, close - 1) : token;
  }
  // With one colon it is a port; IPv6 has two at least.
  const std::size_t colon = token.find(':');
  if (colon == std::string_view::npos || !is_port(token.substr(colon))) return token;
  return token.substr(0, colon);
}

std::optional<IpBytes> read_ip(std::string_view token) {
  IpBytes ip;
  if (!read_bare(bare_address(token), ip)) return std::nullopt;
  return ip;
}

void append_ip(const IpBytes& ip, std::string& out) {
  if (ip.is_v4()) {
    for (std::size_t i = kMappedBytes; i < ip.bytes.size(); ++i) {
      if (i > kMappedBytes) out += '.';
      append_number(ip.bytes[i], 10, out);
    }
    return;
  }
  const auto group = [&](std::size_t i) {
    return static_cast<unsigned>(ip.bytes[2 * i] << 8 | ip.bytes[2 * i + 1]);
  };
  std::size_t gap = 8;
  std::size_t gap_size = 1;  // a single zero group is written out
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t end = i;
    while (end < 8 && group(end) == 0)
      ++end;
    if (end - i > gap_size) {
      gap = i;
      gap_size = end - i;
    }
    i = end;  // group `end` is not zero
  }
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == gap) {
      out += "::";
      i += gap_size - 1;
      continue;
    }
    if (i > 0 && i != gap + gap_size) out += ':';
    append_number(group(i), 16, out);
  }
}

IpBytes first_of_network(const IpBytes& ip, unsigned v4_bits, unsigned v6_bits) {
  IpBytes first = ip;
  const unsigned bits = ip.is_v4() ? 96 + v4_bits : v6_bits;
  for (unsigned i = 0; i < 16; ++i) {
    if (bits >= 8 * (i + 1)) continue;
    const unsigned kept = bits <= 8 * i ? 0 : bits - 8 * i;
    first.bytes[i] &= static_cast<std::uint8_t>(0xff00u >> kept);
  }
  return first;
}

}  // namespace logscan::detail
