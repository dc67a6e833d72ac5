#pragma once

#include <string>
#include <string_view>

namespace logscan {

/// How a line begins in docker's json-file log.
inline bool begins_as_docker(std::string_view line) {
  return line.starts_with("{\"log\":\"");
}

/// Takes the text of a container's line out of such a line: `{"log":"..\n","stream":"stdout",` or
/// stderr, and more up to a `}`, without spaces. Escapes are undone; the terminator at the text's
/// end, a line feed and one CR, is taken off. False when the line is none of docker's: then `text`
/// holds anything.
///
/// Half a surrogate becomes U+FFFD. A control byte, or an escape that JSON does not know, is not
/// docker's. Bytes that are not UTF-8 stay.
bool unpack_docker(std::string_view line, std::string& text);

/// Likewise the text of a JSON string, given without its quotes: `GET \"a\"\n`.
bool unpack_string(std::string_view string, std::string& text);

}  // namespace logscan
