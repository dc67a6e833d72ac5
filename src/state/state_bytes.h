#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logscan {

/// The text ended too soon, or holds what is never written.
struct BrokenBytes {};

/// Writes values behind each other.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& to) : to_(to) {}

  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
      to_ += static_cast<char>(value | 0x80);
    to_ += static_cast<char>(value);
  }
  void flag(bool value) { number(value ? 1 : 0); }
  void text(std::string_view value) {
    number(value.size());
    to_ += value;
  }
  void maybe(const std::optional<std::string>& value) {
    flag(value.has_value());
    if (value) text(*value);
  }

 private:
  std::string& to_;
};

/// Reads them again, and nothing else: each value has one form. Throws BrokenBytes.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool done() const { return rest_.empty(); }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint64_t byte = take();
      if (shift == 63 && byte > 1) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (byte == 0 && shift > 0) break;
        return value;
      }
    }
    throw BrokenBytes();
  }
  bool flag() {
    const std::uint64_t value = number();
    if (value > 1) throw BrokenBytes();
    return value == 1;
  }
  std::string_view text() {
    const std::uint64_t length = number();
    if (length > rest_.size()) throw BrokenBytes();
    const std::string_view value = rest_.substr(0, static_cast<std::size_t>(length));
    rest_.remove_prefix(value.size());
    return value;
  }
  std::optional<std::string> maybe() {
    if (!flag()) return std::nullopt;
    return std::string(text());
  }

 private:
  std::uint8_t take() {
    if (rest_.empty()) throw BrokenBytes();
    const auto byte = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }

  std::string_view rest_;
};

}  // namespace logscan
