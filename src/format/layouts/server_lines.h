#pragma once

#include <optional>
#include <string_view>

#include "logscan/log_format.h"
#include "logscan/log_line.h"

namespace logscan {

/// Returns the format of a line that an application server or framework wrote, with the line's
/// fields in `out`, or nullopt when it is unknown. For most formats, words of loggers may come
/// first. If the line itself has no time, the first stamp before it counts.
std::optional<LogFormat> find_server_line(std::string_view line, LogLine& out);

}  // namespace logscan
