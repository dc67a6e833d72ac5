#include "text/ip_address.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "text/ascii.h"

namespace logscan {
namespace {

constexpr unsigned kNoDigit = 16;

unsigned hex_digit(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  const auto letter = static_cast<unsigned char>((c | 0x20) - 'a');
  return letter <= 5 ? letter + 10u : kNoDigit;
}

/// The dotted quad at the start of a text. `length` is 0 when there is none.
struct V4Prefix {
  IpAddress address;
  std::size_t length = 0;
};

V4Prefix v4_prefix(std::string_view text) {
  V4Prefix quad;
  quad.address.bytes[10] = quad.address.bytes[11] = 0xff;
  std::size_t at = 0;
  for (std::size_t part = 0; part < 4; ++part) {
    if (part > 0) {
      if (at >= text.size() || text[at] != '.') return {};
      ++at;
    }
    const std::size_t begin = at;
    unsigned value = 0;
    while (at < text.size() && at - begin < 4 && is_digit(text[at]))
      value = value * 10 + static_cast<unsigned>(text[at++] - '0');
    if (at == begin || at - begin > 3 || value > 255) return {};
    quad.address.bytes[12 + part] = static_cast<std::uint8_t>(value);
  }
  quad.length = at;
  return quad;
}

std::optional<IpAddress> parse_with_zone(std::string_view text) {
  const std::size_t zone = text.find('%');
  if (zone == text.size() - 1) return std::nullopt;  // nothing after it, or an empty text
  return parse_plain_v6(text.substr(0, zone));
}

bool is_colon_and_port(std::string_view text) {
  return text.starts_with(':') && is_number(text.substr(1));
}

char* put_group(char* to, unsigned group) {
  return std::to_chars(to, to + 4, group, 16).ptr;
}

}  // namespace

std::optional<IpAddress> parse_plain_v4(std::string_view text) {
  const V4Prefix quad = v4_prefix(text);
  if (quad.length == 0 || quad.length != text.size()) return std::nullopt;
  return quad.address;
}

// Fills the bytes from the front. The groups after `::` move to the end when all are read.
std::optional<IpAddress> parse_plain_v6(std::string_view text) {
  constexpr std::size_t kNoGap = 17;
  IpAddress address;
  auto& bytes = address.bytes;
  std::size_t filled = 0;
  std::size_t gap = kNoGap;
  std::size_t at = 0;
  if (text.starts_with("::")) gap = 0, at = 2;
  while (at < text.size()) {
    if (filled >= 16) return std::nullopt;
    std::size_t end = at;
    unsigned value = 0;
    while (end < text.size() && end - at < 5 && hex_digit(text[end]) != kNoDigit)
      value = value * 16 + hex_digit(text[end++]);
    if (end < text.size() && text[end] == '.') {
      const std::optional<IpAddress> quad = parse_plain_v4(text.substr(at));
      if (!quad || filled > 12) return std::nullopt;
      std::copy_n(quad->bytes.begin() + 12, 4, bytes.begin() + static_cast<std::ptrdiff_t>(filled));
      filled += 4;
      break;
    }
    if (end == at || end - at > 4) return std::nullopt;
    bytes[filled++] = static_cast<std::uint8_t>(value >> 8);
    bytes[filled++] = static_cast<std::uint8_t>(value & 0xff);
    at = end;
    if (at == text.size()) break;
    if (text[at] != ':') return std::nullopt;
    ++at;
    if (at == text.size()) return std::nullopt;  // a single colon at the end
    if (text[at] == ':') {
      if (gap != kNoGap) return std::nullopt;
      gap = filled;
      ++at;
    }
  }
  if (gap == kNoGap) return filled == 16 ? std::optional(address) : std::nullopt;
  if (filled > 14) return std::nullopt;  // `::` stands for at least one group
  const auto moved = bytes.begin() + static_cast<std::ptrdiff_t>(gap);
  const auto end = bytes.begin() + static_cast<std::ptrdiff_t>(filled);
  std::fill(moved, std::copy_backward(moved, end, bytes.end()), std::uint8_t{0});
  return address;
}

std::optional<IpAddress> parse_address(std::string_view client) {
  if (client.empty()) return std::nullopt;
  if (client[0] == '[') {
    const std::size_t close = client.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view after = client.substr(close + 1);
    if (!after.empty() && !is_colon_and_port(after)) return std::nullopt;
    const std::string_view inside = client.substr(1, close - 1);
    const std::optional<IpAddress> quad = parse_plain_v4(inside);
    return quad ? quad : parse_with_zone(inside);
  }
  if (const V4Prefix quad = v4_prefix(client); quad.length > 0) {
    if (quad.length == client.size() || is_colon_and_port(client.substr(quad.length)))
      return quad.address;
  }
  return parse_with_zone(client);
}

std::string_view write_address(const IpAddress& address, std::span<char, kAddressText> to) {
  const auto& bytes = address.bytes;
  char* at = to.data();
  if (address.is_v4()) {
    for (std::size_t i = 12; i < 16; ++i) {
      if (i > 12) *at++ = '.';
      at = std::to_chars(at, at + 3, unsigned{bytes[i]}).ptr;
    }
    return {to.data(), static_cast<std::size_t>(at - to.data())};
  }
  const auto group = [&bytes](std::size_t i) { return bytes[2 * i] * 256u + bytes[2 * i + 1]; };
  std::size_t gap = 8;
  std::size_t gap_length = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t end = i;
    while (end < 8 && group(end) == 0)
      ++end;
    if (end - i > gap_length) gap = i, gap_length = end - i;
  }
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == gap) {
      *at++ = ':';
      i += gap_length - 1;
      if (i == 7) *at++ = ':';
      continue;
    }
    if (i > 0) *at++ = ':';
    at = put_group(at, group(i));
  }
  return {to.data(), static_cast<std::size_t>(at - to.data())};
}

std::string address_text(const IpAddress& address) {
  std::array<char, kAddressText> text;
  return std::string(write_address(address, text));
}

}  // namespace logscan
