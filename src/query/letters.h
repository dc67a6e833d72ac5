#pragma once

namespace logscan::detail {

/// ASCII alone, whatever the locale. Digits: is_digit() of format/token.h.
constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

constexpr bool is_letter(char c) {
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'z';
}

constexpr bool is_hex_letter(char c) {
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f';
}

}  // namespace logscan::detail
