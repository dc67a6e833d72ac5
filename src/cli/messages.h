#pragma once

#include <string>
#include <string_view>

namespace logscan::cli {

/// Sends spdlog's messages to standard error, as `logscan: ...`. Before any of them: its default
/// logger writes to standard output, which holds the report alone.
void set_up_messages();

/// Errors always; warnings unless `quiet`; information with `verbose`.
void set_message_level(bool quiet, bool verbose);

/// An input's name for messages: harmless, and "standard input" for "-".
std::string shown_name(const std::string& path);

}  // namespace logscan::cli
