#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace logscan::gen {

/// Writes text at `at` and advances it. The caller provides a buffer that is large enough.
struct TextOut {
  char* at;

  void put(char c) { *at++ = c; }

  void put(std::string_view text) {
    std::memcpy(at, text.data(), text.size());
    at += text.size();
  }

  void number(std::uint64_t value) {
    char digits[20];
    char* p = digits + sizeof digits;
    do {
      *--p = static_cast<char>('0' + value % 10);
      value /= 10;
    } while (value != 0);
    put({p, static_cast<std::size_t>(digits + sizeof digits - p)});
  }

  /// Writes exactly `width` decimal digits, with leading zeros.
  void padded(std::uint64_t value, int width) {
    for (int i = width - 1; i >= 0; --i) {
      at[i] = static_cast<char>('0' + value % 10);
      value /= 10;
    }
    at += width;
  }

  /// Writes seconds with three decimals.
  void seconds(std::uint64_t milliseconds) {
    number(milliseconds / 1000);
    put('.');
    padded(milliseconds % 1000, 3);
  }

  /// Writes exactly `width` hexadecimal digits in lower case.
  void hex(std::uint64_t value, int width) {
    for (int i = width - 1; i >= 0; --i) {
      at[i] = "0123456789abcdef"[value & 15];
      value >>= 4;
    }
    at += width;
  }
};

}  // namespace logscan::gen
