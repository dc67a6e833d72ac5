#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

namespace logscan {

/// Whether a text between brackets is something like a time: it has a digit and a colon, or is the
/// seconds or milliseconds since 1970. A server writes one in front of the request; an application
/// may write any word there (`[worker-1] "import done"`).
bool looks_like_time(std::string_view text);

/// Whether a quote at `open` opens a request: what looks like a time between brackets stands before
/// it, then spaces, and perhaps one word and spaces. `begin` is where the line begins.
bool follows_time(const char* begin, const char* open);

/// The `[` of the time: the last one before the quote that opens the request at `open`. There is
/// one in [text, open), and no other bracket behind its `]`.
inline const char* time_bracket(const char* text, const char* open) {
  return static_cast<const char*>(::memrchr(text, '[', static_cast<std::size_t>(open - text)));
}

/// Where the bracket group that opens a request ends: the last `]` before the quote at `open`.
inline const char* stamp_end(const char* bracket, const char* open) {
  return static_cast<const char*>(
      ::memrchr(bracket, ']', static_cast<std::size_t>(open - bracket)));
}

/// How many bytes the status at `status` has: three digits, a single `-` or `0`, or `-1`. The line
/// is known to have one there.
inline std::size_t status_length(const char* status) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (status[0] == '-' && status[1] == '1') return 2;
  return digit(status[0]) && digit(status[1]) ? 3 : 1;
}

}  // namespace logscan
