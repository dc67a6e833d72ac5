#include "query/plain_address.h"

#include <algorithm>
#include <cstdint>

#include "format/token.h"

namespace logscan::detail {
namespace {

constexpr unsigned kNoDigit = 16;

unsigned hex_digit(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  const auto letter = static_cast<unsigned char>((c | 0x20) - 'a');
  return letter <= 5 ? letter + 10u : kNoDigit;
}

}  // namespace

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

std::optional<IpAddress> parse_plain_v4(std::string_view text) {
  const V4Prefix quad = v4_prefix(text);
  if (quad.length == 0 || quad.length != text.size()) return std::nullopt;
  return quad.address;
}

// Bytes are written from the front; what stands behind a `::` is moved to the end at last.
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
  if (filled > 14) return std::nullopt;  // a `::` stands for one group at least
  const auto moved = bytes.begin() + static_cast<std::ptrdiff_t>(gap);
  const auto end = bytes.begin() + static_cast<std::ptrdiff_t>(filled);
  std::fill(moved, std::copy_backward(moved, end, bytes.end()), std::uint8_t{0});
  return address;
}

}  // namespace logscan::detail
