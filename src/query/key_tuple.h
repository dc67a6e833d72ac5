#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The values of several group keys as one run of bytes, which orders as they do: a null before
/// every value, values by their bytes.
namespace logscan {

constexpr std::size_t kKeyValueBytes = 1024;  ///< values are told apart by so many bytes

/// Appends one value; what `value` holds beyond kKeyValueBytes is left out.
void append_key_value(std::optional<std::string_view> value, std::string& to);

/// The values of a tuple that append_key_value() made.
std::vector<std::optional<std::string>> key_values(std::string_view tuple);

}  // namespace logscan
