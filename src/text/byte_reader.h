#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "text/byte_source.h"

namespace logscan {

/// Thrown when bytes were not written by ByteWriter.
class BytesError : public std::runtime_error {
 public:
  BytesError() : std::runtime_error("corrupt data") {}
};

/// Reads back the values that a ByteWriter wrote, in the same order. Never reads outside the given
/// bytes, whatever they hold. Every function throws BytesError for bytes that a ByteWriter would
/// not write, including numbers and flags that are not in their shortest form (I13).
class ByteReader {
 public:
  /// `bytes` must outlive the reader and the views that text() and raw() return.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  /// Reads from a source, which must outlive the reader. Views stay valid until forget().
  explicit ByteReader(ByteSource& source) : source_(&source) {}

  ByteReader(ByteReader&&) = default;
  ByteReader& operator=(ByteReader&&) = default;

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

  /// Reads a number of at most `max`.
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
    if (size > rest_.size()) fetch(size);
    const std::string_view value = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(value.size());
    return value;
  }

  /// Reads how many items follow, each of at least `min_size` bytes. The result never exceeds what
  /// the remaining bytes can hold, so it is safe to reserve memory for it.
  std::size_t count(std::size_t min_size = 1) {
    const std::uint64_t value = number();
    if (value > left() / min_size) throw BytesError();
    return static_cast<std::size_t>(value);
  }

  /// Returns the number of bytes that were not read yet.
  std::uint64_t left() const { return rest_.size() + (source_ == nullptr ? 0 : source_->left()); }

  bool at_end() const { return left() == 0; }

  /// Frees the memory of what was read from the source.
  void forget() {
    if (pieces_.size() > 1) pieces_.erase(pieces_.begin(), std::prev(pieces_.end()));
  }

 private:
  /// Makes at least `size` bytes available.
  [[gnu::cold]] void fetch(std::uint64_t size) {
    if (source_ == nullptr || size > left()) throw BytesError();
    std::string piece(rest_);
    piece += source_->next(static_cast<std::size_t>(size) - rest_.size());
    rest_ = pieces_.emplace_back(std::move(piece));
  }

  std::string_view rest_;
  ByteSource* source_ = nullptr;
  std::list<std::string> pieces_;  ///< of the source; rest_ is in the last one
};

/// Throws BytesError unless `holds`.
inline void require(bool holds) {
  if (!holds) throw BytesError();
}

}  // namespace logscan
