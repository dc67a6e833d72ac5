#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

namespace logscan {

/// Returns whether a text between brackets looks like a time: it has a digit and a colon, or is
/// seconds or milliseconds since 1970. A server writes its time there; an application may write any
/// word (`[worker-1] "import done"`).
bool looks_like_time(std::string_view text);

/// Returns whether the quote at `open` opens a request: before it stand what looks like a time in
/// brackets, spaces, and perhaps one word and more spaces. `begin` is the start of the line.
bool follows_time(const char* begin, const char* open);

/// Returns the `[` of the time: the last one before the quote at `open`, which opens the request.
/// [text, open) must contain one, and no other bracket after its `]`.
inline const char* time_bracket(const char* text, const char* open) {
  return static_cast<const char*>(::memrchr(text, '[', static_cast<std::size_t>(open - text)));
}

/// Returns the `]` of the time: the last one before the quote at `open`, which opens the request.
inline const char* stamp_end(const char* bracket, const char* open) {
  return static_cast<const char*>(
      ::memrchr(bracket, ']', static_cast<std::size_t>(open - bracket)));
}

/// Returns the length of the status at `status`: three digits, a single `-` or `0`, or `-1`. The
/// line is known to have one there.
inline std::size_t status_length(const char* status) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (status[0] == '-' && status[1] == '1') return 2;
  return digit(status[0]) && digit(status[1]) ? 3 : 1;
}

}  // namespace logscan
