#include "base/address.h"

#include <cstddef>

#include "base/digits.h"

namespace logscan {
namespace {

bool is_hex(char c) {
  return is_digit(c) || static_cast<unsigned char>((c | 0x20) - 'a') <= 5;
}

// Length of the dotted quad at the front; 0 when there is none.
std::size_t ipv4_length(std::string_view text) {
  std::size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (at >= text.size() || text[at] != '.') return 0;
      ++at;
    }
    const std::size_t begin = at;
    unsigned value = 0;
    while (at < text.size() && at - begin < 4 && is_digit(text[at])) {
      value = value * 10 + static_cast<unsigned>(text[at++] - '0');
    }
    if (at == begin || at - begin > 3 || value > 255) return 0;
  }
  return at;
}

bool is_ipv4(std::string_view text) {
  return !text.empty() && ipv4_length(text) == text.size();
}

// One pass over the groups: eight of them, or fewer with one `::`; an IPv4 address may stand for
// the last two.
bool is_ipv6(std::string_view text) {
  if (const std::size_t zone = text.find('%'); zone != std::string_view::npos) {
    if (zone + 1 == text.size()) return false;
    text = text.substr(0, zone);
  }
  int groups = 0;
  bool gap = false;
  std::size_t at = 0;
  if (text.starts_with("::")) {
    gap = true;
    at = 2;
  }
  while (at < text.size()) {
    if (groups >= 8) return false;
    std::size_t end = at;
    while (end < text.size() && end - at < 5 && is_hex(text[end]))
      ++end;
    if (end < text.size() && text[end] == '.')
      return is_ipv4(text.substr(at)) && (gap ? groups + 2 <= 7 : groups == 6);
    if (end == at || end - at > 4) return false;
    ++groups;
    at = end;
    if (at == text.size()) break;
    if (text[at] != ':') return false;
    ++at;
    if (at == text.size()) return false;  // a single colon at the end
    if (text[at] == ':') {
      if (gap) return false;
      gap = true;
      ++at;
    }
  }
  return gap ? groups <= 7 : groups == 8;
}

bool is_port(std::string_view text) {
  return text.starts_with(':') && is_number(text.substr(1));
}

}  // namespace

bool is_ip_address(std::string_view token) {
  if (token.empty()) return false;
  if (token[0] == '[') {
    const std::size_t close = token.find(']');
    if (close == std::string_view::npos) return false;
    const std::string_view behind = token.substr(close + 1);
    const std::string_view inside = token.substr(1, close - 1);
    return (behind.empty() || is_port(behind)) && (is_ipv4(inside) || is_ipv6(inside));
  }
  if (const std::size_t length = ipv4_length(token); length > 0) {
    if (length == token.size() || is_port(token.substr(length))) return true;
  }
  return is_ipv6(token);
}

bool ends_in_port(std::string_view token) {
  const std::size_t colon = token.rfind(':');
  return colon != std::string_view::npos && is_port(token.substr(colon));
}

}  // namespace logscan
