#include "baseline/reference.h"

namespace logscan::detail {
namespace {

bool is_hex_group(std::string_view group) {
  if (group.empty() || group.size() > 4) return false;
  for (char c : group) {
    if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) return false;
  }
  return true;
}

bool is_byte(std::string_view number) {
  if (!is_number(number) || number.size() > 3) return false;
  int value = 0;
  for (char c : number)
    value = value * 10 + (c - '0');
  return value <= 255;
}

bool is_ipv4(std::string_view text) {
  for (int part = 0; part < 3; ++part) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || !is_byte(text.substr(0, dot))) return false;
    text.remove_prefix(dot + 1);
  }
  return is_byte(text);
}

/// Counts the groups of 16 bits in `text`, which are separated by single colons; returns 9 if it
/// has another form. With `may_end_in_ipv4`, an IPv4 address at the end counts as two groups.
int count_groups(std::string_view text, bool may_end_in_ipv4) {
  constexpr int kTooMany = 9;
  if (text.empty()) return 0;
  for (int groups = 0; groups < kTooMany;) {
    const std::size_t colon = text.find(':');
    const bool last = colon == std::string_view::npos;
    if (last && may_end_in_ipv4 && is_ipv4(text)) return groups + 2;
    if (!is_hex_group(text.substr(0, colon))) return kTooMany;
    ++groups;
    if (last) return groups;
    text.remove_prefix(colon + 1);
  }
  return kTooMany;
}

bool is_ipv6(std::string_view text) {
  if (const std::size_t zone = text.find('%'); zone != std::string_view::npos) {
    if (zone + 1 == text.size()) return false;
    text = text.substr(0, zone);
  }
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) return count_groups(text, true) == 8;
  // A gap replaces at least one group. A second gap fails, since it leaves an empty group.
  return count_groups(text.substr(0, gap), false) + count_groups(text.substr(gap + 2), true) <= 7;
}

}  // namespace

bool is_ip_address(std::string_view text) {
  if (!text.empty() && text.front() == '[') {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return false;
    const std::string_view inside = text.substr(1, close - 1);
    const std::string_view port = text.substr(close + 1);
    if (!port.empty() && !(port.front() == ':' && is_number(port.substr(1)))) return false;
    return is_ipv4(inside) || is_ipv6(inside);
  }
  if (is_ipv4(text) || is_ipv6(text)) return true;
  const std::size_t colon = text.rfind(':');
  return colon != std::string_view::npos && is_ipv4(text.substr(0, colon)) &&
         is_number(text.substr(colon + 1));
}

}  // namespace logscan::detail
