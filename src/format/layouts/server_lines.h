#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "logscan/log_format.h"
#include "logscan/log_line.h"

namespace logscan {

/// A way in which an application server or framework writes a request in text.
struct ServerForm {
  LogFormat format;
  const char* form;  ///< see line_template.h
  bool anywhere;     ///< words of loggers may stand in front; the form has a method
};

/// In the order in which a line is tried against them. No line fits two formats.
std::span<const ServerForm> server_forms();

/// The first that fits a line, with its fields in `out`. Where the form has no time, the first
/// stamp in front of it counts.
std::optional<LogFormat> find_server_line(std::string_view line, LogLine& out);

}  // namespace logscan
