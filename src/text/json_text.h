#pragma once

#include <string>
#include <string_view>

namespace logscan::detail {

/// Appends a JSON string of any bytes, with its quotes: what is not UTF-8 becomes U+FFFD; controls
/// and invisible characters are escaped. Returns whether the bytes were UTF-8.
bool append_json_string(std::string& to, std::string_view bytes);

/// Appends two lower-case hex digits for each byte.
void append_hex(std::string& to, std::string_view bytes);

}  // namespace logscan::detail
