#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace logscan {

/// Puts numbers and texts one behind the other, so that ByteReader gets them back. Each value has
/// one form, so equal values are equal bytes; the same on every machine.
class ByteWriter {
 public:
  /// A whole number; small ones take a byte (LEB128).
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
      bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }

  /// One that may be negative; those near 0 take a byte.
  void signed_number(std::int64_t value) {
    number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
  }

  /// Always eight bytes: for numbers that are rarely small.
  void word(std::uint64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8)
      bytes_ += static_cast<char>(value >> shift);
  }

  void flag(bool value) { bytes_ += value ? '\1' : '\0'; }

  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }

  /// Bytes as they are: whoever reads them must know how many there are.
  void raw(std::string_view value) { bytes_ += value; }

  /// So many bytes will come.
  void reserve(std::size_t size) { bytes_.reserve(size); }

  const std::string& bytes() const { return bytes_; }
  std::string release() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace logscan
