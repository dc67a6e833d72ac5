#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "text/ascii.h"

namespace logscan {

/// Reads a few typed words from left to right. A step that does not find what it expects consumes
/// nothing. Cheap to copy, so a copy can look ahead.
class WordReader {
 public:
  explicit constexpr WordReader(std::string_view text) : rest_(text) {}

  constexpr bool done() const { return rest_.empty(); }
  constexpr std::string_view rest() const { return rest_; }

  constexpr bool consume(char expected) {
    if (rest_.empty() || to_lower(rest_.front()) != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// Skips spaces and tabs. Returns whether there were any.
  constexpr bool skip_spaces() {
    const std::size_t end = rest_.find_first_not_of(" \t");
    return !consume_front(end).empty();
  }

  /// Reads exactly `count` digits with a value from `low` to `high`.
  constexpr std::optional<int> digits(std::size_t count, int low, int high) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (!is_digit(c)) return std::nullopt;
      value = value * 10 + (c - '0');
    }
    if (value < low || value > high) return std::nullopt;
    rest_.remove_prefix(count);
    return value;
  }

  /// Reads all digits that follow, at least 1 and at most 12.
  constexpr std::optional<std::int64_t> number() {
    constexpr std::size_t kMaxDigits = 12;
    const std::size_t count = rest_.find_first_not_of("0123456789");
    const std::string_view found = rest_.substr(0, count);
    if (found.empty() || found.size() > kMaxDigits) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : consume_front(count))
      value = value * 10 + (c - '0');
    return value;
  }

  /// Reads all ASCII letters that follow, perhaps none.
  constexpr std::string_view word() {
    std::size_t count = 0;
    while (count < rest_.size() && is_letter(rest_[count]))
      ++count;
    return consume_front(count);
  }

 private:
  constexpr std::string_view consume_front(std::size_t count) {
    const std::string_view front = rest_.substr(0, count);
    rest_.remove_prefix(front.size());
    return front;
  }

  std::string_view rest_;
};

}  // namespace logscan
