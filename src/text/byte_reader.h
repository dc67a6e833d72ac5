#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace logscan {

/// Bytes that no ByteWriter has written so.
class BytesError : public std::runtime_error {
 public:
  BytesError() : std::runtime_error("the bytes make no sense") {}
};

/// Gets back what a ByteWriter put into bytes, in the same order. Whatever the bytes are, nothing
/// outside of them is read. All throw BytesError for bytes that were not written so; a number or
/// flag in any other form than the writer's is refused, too.
class ByteReader {
 public:
  /// The bytes must outlive the reader, and what text() and raw() give.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(raw(1).front());
      if (shift == 63 && byte > 1) throw BytesError();
      if (byte == 0 && shift > 0) throw BytesError();
      value |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
  }

  /// One that is at most `most`.
  std::uint64_t number(std::uint64_t max) {
    const std::uint64_t value = number();
    if (value > max) throw BytesError();
    return value;
  }

  std::int64_t signed_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
  }

  std::uint64_t word() {
    std::uint64_t value = 0;
    unsigned shift = 0;
    for (const char byte : raw(8)) {
      value |= std::uint64_t{static_cast<unsigned char>(byte)} << shift;
      shift += 8;
    }
    return value;
  }

  bool flag() { return number(1) == 1; }

  std::string_view text() { return raw(number()); }

  std::string_view raw(std::uint64_t size) {
    if (size > rest_.size()) throw BytesError();
    const std::string_view value = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(value.size());
    return value;
  }

  /// How many things follow, each of which takes at least `least` bytes: never more than there can
  /// be, so room may be made for them.
  std::size_t count(std::size_t min_size = 1) {
    const std::uint64_t value = number();
    if (value > rest_.size() / min_size) throw BytesError();
    return static_cast<std::size_t>(value);
  }

  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

/// Throws BytesError where what was read cannot be.
inline void require(bool holds) {
  if (!holds) throw BytesError();
}

}  // namespace logscan
