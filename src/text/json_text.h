#pragma once

#include <string>
#include <string_view>

namespace logscan::detail {

/// Appends `bytes` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD;
/// controls and invisible characters are escaped. Returns whether the bytes were valid UTF-8.
bool append_json_string(std::string& to, std::string_view bytes);

/// Appends two lower-case hexadecimal digits for each byte.
void append_hex(std::string& to, std::string_view bytes);

}  // namespace logscan::detail
