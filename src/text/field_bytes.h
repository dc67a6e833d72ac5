#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "text/byte_reader.h"
#include "text/byte_writer.h"

/// Converts values to bytes and back. A function template over `io`, which is one of these two
/// classes, serves both directions, so writing and reading cannot differ.
namespace logscan {

/// Appends values to a writer.
class ToBytes {
 public:
  explicit ToBytes(ByteWriter& bytes) : bytes_(bytes) {}

  void number(std::uint64_t value) { bytes_.number(value); }
  void signed_number(std::int64_t value) { bytes_.signed_number(value); }
  void word(std::uint64_t value) { bytes_.word(value); }
  void flag(bool value) { bytes_.flag(value); }
  void text(const std::string& value) { bytes_.text(value); }

  /// Writes an enumeration, or a number of another type, up to `most`.
  template <class T>
  void choice(const T& value, std::uint64_t /*most*/) {
    bytes_.number(static_cast<std::uint64_t>(value));
  }
  template <class T, class Each>
  void maybe(const std::optional<T>& value, Each each) {
    bytes_.flag(value.has_value());
    if (value) each(*this, *value);
  }
  template <class T, class Each>
  void list(const std::vector<T>& values, Each each) {
    bytes_.number(values.size());
    for (const T& value : values)
      each(*this, value);
  }

 private:
  ByteWriter& bytes_;
};

/// Reads the values back in the same order. Throws BytesError.
class FromBytes {
 public:
  explicit FromBytes(ByteReader& bytes) : bytes_(bytes) {}

  void number(std::uint64_t& value) { value = bytes_.number(); }
  void signed_number(std::int64_t& value) { value = bytes_.signed_number(); }
  void word(std::uint64_t& value) { value = bytes_.word(); }
  void flag(bool& value) { value = bytes_.flag(); }
  void text(std::string& value) { value = bytes_.text(); }

  template <class T>
  void choice(T& value, std::uint64_t most) {
    value = static_cast<T>(bytes_.number(most));
  }
  template <class T, class Each>
  void maybe(std::optional<T>& value, Each each) {
    value.reset();
    if (bytes_.flag()) each(*this, value.emplace());
  }
  // Reserves no memory, since the length of a list may be forged.
  template <class T, class Each>
  void list(std::vector<T>& values, Each each) {
    values.clear();
    for (std::uint64_t left = bytes_.number(); left > 0; --left)
      each(*this, values.emplace_back());
  }

 private:
  ByteReader& bytes_;
};

}  // namespace logscan
