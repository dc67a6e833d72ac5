#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "format/line_pattern.h"

namespace logscan {

/// Thrown when a configuration does not contain the requested log format. The message lists the
/// names that exist, escaped for printing.
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The escaping that nginx applies to values (the `escape` parameter of log_format).
enum class PatternEscape : std::uint8_t { kDefault, kJson, kNone };

/// A log format in a configuration.
struct NamedPattern {
  /// The name in the configuration. A format without a name (in Apache: written where the log is
  /// named, or a LogFormat of one word) is named after its line: `line12`.
  std::string name;
  std::string text;      ///< its parts joined, without their quotes, but with escapes
  std::size_t line = 0;  ///< of its directive, from 1; 0 if the server predefines it
  PatternEscape escape = PatternEscape::kDefault;  ///< nginx only
};

/// A log that the configuration writes, and its format.
struct LogUse {
  std::string path;
  std::string format;  ///< a name, which the file may not define
  std::size_t line = 0;
};

/// An `include` directive. The included files are not read.
struct ConfigInclude {
  std::string path;
  std::size_t line = 0;
};

/// The log formats of one configuration file, in file order.
struct ServerFormats {
  PatternKind kind = PatternKind::kNginx;
  std::vector<NamedPattern> formats;
  std::vector<LogUse> uses;
  std::vector<ConfigInclude> includes;
};

/// Finds the formats of an nginx configuration, of a part of it, or of the output of `nginx -T`:
/// log_format, access_log and include directives outside `stream` blocks. The first format is
/// `combined`, which nginx predefines. Text that is not a configuration adds nothing.
ServerFormats nginx_log_formats(std::string_view config);

/// Finds the formats of an Apache configuration or a part of it: LogFormat, CustomLog, GlobalLog,
/// TransferLog, Include and IncludeOptional directives in any section. Variables such as
/// `${APACHE_LOG_DIR}` are kept.
ServerFormats apache_log_formats(std::string_view config);

/// Finds the formats of Tomcat's server.xml: the pattern of each AccessLogValve, named after its
/// line. Tomcat's `%D` is in milliseconds, so it becomes Apache's `%{ms}T`.
ServerFormats tomcat_log_formats(std::string_view config);

/// Finds the formats of a lighttpd configuration: accesslog.format, named after its line, and
/// accesslog.filename. The format `default` is what lighttpd writes without accesslog.format.
ServerFormats lighttpd_log_formats(std::string_view config);

/// Returns the formats of the server whose configuration this is; between nginx and Apache, the
/// directives that occur more often decide. Throws ConfigError for servers whose formats it does
/// not read, such as HAProxy, and for text that is no configuration.
ServerFormats server_log_formats(std::string_view config);

/// Returns the format of that name (case-insensitive for Apache); the last one of several. Without
/// a name, returns the format that all logs of the file use, or the only one in the file, or
/// nginx's combined if the file says nothing else. `file` is what messages call the file. Throws
/// ConfigError. The result is an element of `formats`.
const NamedPattern& choose(const ServerFormats& formats, std::optional<std::string_view> name,
                           std::string_view file = "FILE");

}  // namespace logscan
