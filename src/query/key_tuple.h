#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The values of several group keys as one string of bytes. Tuples compare like their values: by
/// the bytes, the first key before the second, null first. The only exception is a tuple of one
/// key, in which the empty value follows all values that consist of NULs.
namespace logscan {

/// Length of the part of a value that distinguishes groups.
constexpr std::size_t kKeyValueBytes = 1024;

/// Returns the tuple of a single value, null or not: a view of it, or of a constant. Null is the
/// empty tuple, so the empty value is longer than all others.
inline std::string_view single_key(std::string_view value) {
  static constexpr std::array<char, kKeyValueBytes + 1> kEmptyAlone{};
  if (value.data() != nullptr && value.empty()) return {kEmptyAlone.data(), kEmptyAlone.size()};
  return value.substr(0, kKeyValueBytes);
}

/// Begins a value of a tuple with several keys. Append the value to `to`, then call
/// end_key_value(). Returns the position for it.
inline std::size_t begin_key_value(std::string& to) {
  to += '\2';
  return to.size();
}

/// Ends the value that began at `place`: null, or the appended bytes, truncated to kKeyValueBytes.
/// The last value of a tuple has no terminator.
void end_key_value(std::string& to, std::size_t place, bool is_null, bool is_last);

/// Returns whether these bytes are a tuple of `count` values.
bool is_key_tuple(std::string_view bytes, std::size_t count);

/// Splits a tuple into its `count` values.
std::vector<std::optional<std::string>> key_values(std::string_view tuple, std::size_t count);

}  // namespace logscan
