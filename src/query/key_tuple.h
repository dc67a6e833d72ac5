#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The values of several group keys as one run of bytes, which orders as they do: values by their
/// bytes, the first key before the second, and null in front. But where there is one key, the empty
/// value stands behind those of NULs alone.
namespace logscan {

/// Values are told apart by so many bytes.
constexpr std::size_t kKeyValueBytes = 1024;

/// The tuple of one value alone, null or not: a view of it, or of a constant.
std::string_view single_key(std::string_view value);

/// Begins a value of a tuple of several, which is then appended to `to` itself. `place` is where it
/// began.
inline std::size_t begin_key_value(std::string& to) {
  to += '\2';
  return to.size();
}

/// Ends the value that began at `place`: null, or what was appended; of more than kKeyValueBytes
/// the first. The last value of a tuple needs no end of its own.
void end_key_value(std::string& to, std::size_t place, bool is_null, bool is_last);

/// Whether these bytes are a tuple of `count` values.
bool is_key_tuple(std::string_view bytes, std::size_t count);

/// The values of a tuple of `count`.
std::vector<std::optional<std::string>> key_values(std::string_view tuple, std::size_t count);

}  // namespace logscan
