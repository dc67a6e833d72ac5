#include "format/decimal.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "format/token.h"

namespace logscan {
namespace {

constexpr std::int64_t kFarExponent = 1'000'000'000;  // more than a line can have digits

/// The parts of a decimal number, still as text.
struct Decimal {
  std::string_view digits;  // with the point
  std::int64_t point = 0;   // digits before it
  std::int64_t exponent = 0;
  bool negative = false;
};

// Reads the exponent after `e`, up to the end of the text.
bool read_exponent(std::string_view text, std::int64_t& exponent) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (!is_number(text)) return false;
  for (const char c : text)
    exponent = std::min(exponent * 10 + (c - '0'), kFarExponent);
  if (negative) exponent = -exponent;
  return true;
}

std::optional<Decimal> split_decimal(std::string_view text) {
  Decimal parts;
  parts.negative = text.starts_with('-');
  if (parts.negative) text.remove_prefix(1);
  std::size_t at = 0;
  std::int64_t digits = 0;
  bool pointed = false;
  for (; at < text.size(); ++at) {
    if (is_digit(text[at])) {
      ++digits;
    } else if (text[at] == '.' && !pointed) {
      pointed = true;
      parts.point = digits;
    } else {
      break;
    }
  }
  if (digits == 0) return std::nullopt;
  if (!pointed) parts.point = digits;
  parts.digits = text.substr(0, at);
  if (at < text.size()) {
    if ((text[at] | 0x20) != 'e' || !read_exponent(text.substr(at + 1), parts.exponent)) {
      return std::nullopt;
    }
  }
  return parts;
}

constexpr std::size_t kSafeDigits = 18;

// Does the same as scaled_decimal() for digits with at most one point, if the result certainly
// fits.
std::optional<std::int64_t> scaled_plain_decimal(std::string_view text, int power) {
  if (power < 0 || text.size() + static_cast<std::size_t>(power) > kSafeDigits) return std::nullopt;
  std::int64_t value = 0;
  int digits = 0;
  int missing = power;
  bool pointed = false;
  for (const char c : text) {
    if (c == '.' && !pointed) {
      pointed = true;
    } else if (!is_digit(c)) {
      return std::nullopt;
    } else {
      ++digits;
      if (pointed && missing-- <= 0) continue;
      value = value * 10 + (c - '0');
    }
  }
  if (digits == 0) return std::nullopt;
  for (; missing > 0; --missing)
    value *= 10;
  return value;
}

}  // namespace

std::optional<std::int64_t> scaled_decimal(std::string_view text, int power) {
  if (const std::optional<std::int64_t> plain = scaled_plain_decimal(text, power)) return plain;
  const std::optional<Decimal> parts = split_decimal(text);
  if (!parts) return std::nullopt;

  // Digits from `whole` on belong to the fraction of the result and only matter for rounding.
  const std::int64_t whole = parts->point + parts->exponent + power;
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  std::int64_t value = 0;
  std::int64_t taken = 0;
  bool rest = false;
  for (const char c : parts->digits) {
    if (c == '.') continue;
    const std::int64_t digit = c - '0';
    if (taken++ >= whole) {
      rest |= digit != 0;
      continue;
    }
    if (value > (kMax - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  for (; taken < whole && value != 0; ++taken) {
    if (value > kMax / 10) return std::nullopt;
    value *= 10;
  }
  if (!parts->negative) return value;
  if (rest && value == kMax) return std::nullopt;
  return -value - (rest ? 1 : 0);
}

bool is_decimal(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at]))
    ++at;
  return at > 0 && (at == text.size() || (text[at] == '.' && is_number(text.substr(at + 1))));
}

}  // namespace logscan
