#pragma once

#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>

#include "logscan/log_time.h"

namespace logscan {

/// Copies a time member by member. A load of all its bytes at once would wait until the members,
/// which were just stored one by one, are written.
inline void copy_time(const std::optional<LogTime>& from, std::optional<LogTime>& to) {
  if (!from) return to.reset();
  if (!to) to.emplace();
  to->seconds = from->seconds;
  to->offset_minutes = from->offset_minutes;
}

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

/// Returns the first time stamp in the text before a line.
std::optional<LogTime> leading_time(std::string_view front);

}  // namespace logscan
