#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/line_pattern.h"

namespace logscan {

/// A configuration in which the wanted log format is not found. The message lists the names there
/// are, made safe.
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What nginx does to the bytes of a value (log_format's parameter `escape`).
enum class PatternEscape : std::uint8_t { kDefault, kJson, kNone };

/// A log format of a configuration.
struct NamedPattern {
  /// As the configuration names it. A format without a name (Apache: written where the log is
  /// named, or a LogFormat of one word) is called after its line: `line12`.
  std::string name;
  std::string text;      ///< its pieces joined, without their quotes; escapes are still there
  std::size_t line = 0;  ///< where its directive begins, from 1; 0 for one that the server brings
  PatternEscape escape = PatternEscape::kDefault;  ///< nginx alone
};

/// A log that the configuration writes, and in which format.
struct LogUse {
  std::string path;
  std::string format;  ///< a name; it may be none of those in this file
  std::size_t line = 0;
};

/// An `include` directive. The files are not read.
struct ConfigInclude {
  std::string path;
  std::size_t line = 0;
};

/// The log formats of one configuration file, in its order.
struct ServerFormats {
  PatternKind kind = PatternKind::kNginx;
  std::vector<NamedPattern> formats;
  std::vector<LogUse> uses;
  std::vector<ConfigInclude> includes;
};

/// From the text of an nginx configuration, or of a part of it, or of what `nginx -T` prints:
/// log_format, access_log and include directives outside `stream` blocks. `combined`, which nginx
/// brings, is the first format. Text that is no configuration yields nothing more.
ServerFormats nginx_log_formats(std::string_view config);

/// From the text of an Apache configuration or a part of it: LogFormat, CustomLog, GlobalLog,
/// TransferLog, Include and IncludeOptional directives, whatever section they are in. Variables
/// such as `${APACHE_LOG_DIR}` stay as they are.
ServerFormats apache_log_formats(std::string_view config);

/// From Tomcat's server.xml: the pattern of each AccessLogValve, called after its line. Its `%D`
/// is milliseconds, and so becomes Apache's `%{ms}T`.
ServerFormats tomcat_log_formats(std::string_view config);

/// Tomcat's, if it has any; else whichever of the other two finds more in it.
ServerFormats server_log_formats(std::string_view config);

/// The format of that name (upper and lower case are the same for Apache); of several, the last.
/// Without a name: the one that all logs of the file are written in, else the only one of the file;
/// else nginx's combined if nothing says otherwise. Throws ConfigError. The result is in `formats`.
const NamedPattern& choose(const ServerFormats& formats, std::optional<std::string_view> name);

}  // namespace logscan
