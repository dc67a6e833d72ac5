#pragma once

#include <optional>
#include <string_view>

#include "logscan/log_format.h"
#include "logscan/log_line.h"

namespace logscan {

/// Returns the first stamp, of one to three words, in what stands in front of a line.
std::optional<LogTime> leading_time(std::string_view front);

/// The format of a line that an application server or framework wrote in text, with the line's
/// fields in `out`; nullopt when it is none of those known. Words of loggers may stand in front of
/// most. Where the line itself has no time, the first stamp in front of it counts.
std::optional<LogFormat> find_server_line(std::string_view line, LogLine& out);

}  // namespace logscan
