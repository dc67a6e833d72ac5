#pragma once

#include <cstddef>
#include <cstring>

namespace logscan {

/// The `[` of the time: the last one before the `] "` whose quote opens the request at `open`.
/// There is one in [text, open).
inline const char* time_bracket(const char* text, const char* open) {
  return static_cast<const char*>(::memrchr(text, '[', static_cast<std::size_t>(open - 2 - text)));
}

/// How many bytes the status at `status` has: three digits, or a single `-` or `0`. The line is
/// known to have one there.
inline std::size_t status_length(const char* status) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return digit(status[0]) && digit(status[1]) ? 3 : 1;
}

}  // namespace logscan
