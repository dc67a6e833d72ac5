#pragma once

#include <string>

#include <fmt/core.h>

namespace logscan::cli {

/// Sets what is printed: errors always, warnings unless `quiet`, information with `verbose`.
void set_message_level(bool quiet, bool verbose);

/// Messages, formatted as fmt does, and sent to standard error as `logscan: ...`. Only messages.cc
/// includes spdlog, whose header takes longer to compile than most sources that print messages.
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

/// Takes the errors and warnings that the calling thread sends, in the place of standard error, for
/// as long as it lives. May be nested; the innermost takes them.
class CaughtMessages {
 public:
  CaughtMessages();
  CaughtMessages(const CaughtMessages&) = delete;
  CaughtMessages& operator=(const CaughtMessages&) = delete;
  ~CaughtMessages();

  /// One line for each.
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::string* const outer_;
};

/// Returns the name of an input for messages: escaped, without secrets of a URL, and "standard
/// input" for "-".
std::string shown_name(const std::string& path);

}  // namespace logscan::cli
