#pragma once

#include <string>

#include <fmt/core.h>

namespace logscan::cli {

/// Sends spdlog's messages to standard error, as `logscan: ...`. Before any of them: its default
/// logger writes to standard output, which holds the report alone.
void set_up_messages();

/// Errors always; warnings unless `quiet`; information with `verbose`.
void set_message_level(bool quiet, bool verbose);

/// Messages, formatted as fmt does. spdlog, which they go to, is included in messages.cc alone: its
/// header takes longer to compile than most of the sources that have something to say.
namespace message {

enum class Level { kInfo, kWarning, kError };

void send(Level level, fmt::string_view format, fmt::format_args values);

template <typename... Values>
void error(fmt::format_string<Values...> format, Values&&... values) {
  send(Level::kError, format, fmt::make_format_args(values...));
}

template <typename... Values>
void warn(fmt::format_string<Values...> format, Values&&... values) {
  send(Level::kWarning, format, fmt::make_format_args(values...));
}

template <typename... Values>
void info(fmt::format_string<Values...> format, Values&&... values) {
  send(Level::kInfo, format, fmt::make_format_args(values...));
}

}  // namespace message

/// An input's name for messages: harmless, and "standard input" for "-".
std::string shown_name(const std::string& path);

}  // namespace logscan::cli
