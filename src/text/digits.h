#pragma once

#include <string_view>

namespace logscan {

constexpr bool is_digit(char c) {
  return static_cast<unsigned char>(c - '0') <= 9;
}

/// Returns whether a text consists of digits, at least one.
inline bool is_number(std::string_view text) {
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return !text.empty();
}

}  // namespace logscan
