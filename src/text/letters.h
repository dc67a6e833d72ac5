#pragma once

#include "text/digits.h"

/// Character classes for ASCII, independent of the locale.
namespace logscan {

constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

constexpr bool is_letter(char c) {
  return static_cast<unsigned char>((c | 0x20) - 'a') < 26;
}

constexpr bool is_hex_letter(char c) {
  return static_cast<unsigned char>((c | 0x20) - 'a') < 6;
}

inline bool is_hex(char c) {
  return is_digit(c) || is_hex_letter(c);
}

}  // namespace logscan
