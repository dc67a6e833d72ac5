#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The values of several group keys as one run of bytes, which orders as they do: null before every
/// value, values by their bytes, the first key before the second.
namespace logscan {

/// Values are told apart by so many bytes.
constexpr std::size_t kKeyValueBytes = 1024;

/// Begins a value, which is then appended to `to` itself. `place` is where it began.
inline std::size_t begin_key_value(std::string& to) {
  to += '\2';
  return to.size();
}

/// Ends the value that began at `place`: null, or what was appended; of more than kKeyValueBytes
/// the first. The last value of a tuple needs no end of its own.
void end_key_value(std::string& to, std::size_t place, bool is_null, bool is_last);

/// The values of a tuple of `count`.
std::vector<std::optional<std::string>> key_values(std::string_view tuple, std::size_t count);

}  // namespace logscan
