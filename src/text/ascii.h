#pragma once

#include <algorithm>
#include <string>
#include <string_view>

/// Character classes for ASCII, independent of the locale.
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

constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

constexpr bool is_letter(char c) {
  return static_cast<unsigned char>((c | 0x20) - 'a') < 26;
}

/// A space or a tab.
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// White space as JSON and XML have it: also the ends of lines.
constexpr bool is_space(char c) {
  return is_blank(c) || c == '\r' || c == '\n';
}

/// A byte of a name as most languages have them: a letter, a digit or `_`.
constexpr bool is_word_byte(char c) {
  return is_digit(c) || is_letter(c) || c == '_';
}

constexpr bool is_hex_letter(char c) {
  return static_cast<unsigned char>((c | 0x20) - 'a') < 6;
}

inline bool is_hex(char c) {
  return is_digit(c) || is_hex_letter(c);
}

/// Returns a text in lower case.
inline std::string lowercase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    c = to_lower(c);
  return lower;
}

/// Compares two texts, ignoring the case of letters.
constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_lower(x) == to_lower(y); });
}

}  // namespace logscan
