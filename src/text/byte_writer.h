#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "text/byte_source.h"

namespace logscan {

/// Writes numbers and texts one after the other, for ByteReader. Every value has exactly one
/// encoding, the same on every machine, so equal values give equal bytes.
class ByteWriter {
 public:
  /// Writes a whole number as LEB128: small numbers take one byte.
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
      bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }

  /// Writes a signed number with zigzag encoding: numbers near 0 take one byte.
  void signed_number(std::int64_t value) {
    number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
  }

  /// Writes exactly eight bytes, for numbers that are rarely small.
  void word(std::uint64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8)
      bytes_ += static_cast<char>(value >> shift);
  }

  void flag(bool value) { bytes_ += value ? '\1' : '\0'; }

  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }

  /// Writes bytes without their count. The reader must know how many there are.
  void raw(std::string_view value) { bytes_ += value; }

  /// Reserves memory for `size` bytes in all.
  void reserve(std::size_t size) { bytes_.reserve(size); }

  /// Hands what was written so far to a sink, and forgets it.
  void move_to(const ByteSink& sink) {
    sink(bytes_);
    bytes_.clear();
  }

  const std::string& bytes() const { return bytes_; }
  std::string release() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace logscan
