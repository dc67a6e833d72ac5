#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "logscan/log_time.h"

namespace logscan {

/// Returns whether a line starts as in Docker's json-file log.
inline bool begins_as_docker(std::string_view line) {
  return line.starts_with("{\"log\":\"");
}

/// Extracts the text of a container's line from Docker's JSON: `{"log":"..\n","stream":"stdout",`
/// (or stderr) and more up to a `}`, without spaces. Undoes escapes and removes the terminator of
/// the text: a line feed and one CR. Returns false when the line has another form; `text` is then
/// unspecified.
///
/// Half of a surrogate pair becomes U+FFFD. A line with a control byte, or with an escape unknown
/// to JSON, is not Docker's. Bytes that are not UTF-8 are kept.
bool unpack_docker(std::string_view line, std::string& text);

/// Returns the time at which Docker read such a line: the last member, `"time":".."}`.
std::optional<LogTime> docker_time(std::string_view line);

/// Extracts the text of a JSON string, given without its quotes, in the same way: `GET \"a\"\n`.
bool unpack_string(std::string_view string, std::string& text);

}  // namespace logscan
