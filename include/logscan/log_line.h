#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "logscan/log_format.h"
#include "logscan/log_time.h"
#include "logscan/status.h"

namespace logscan {

struct OwnValue;

/// The kind of a line. Every line has exactly one kind, or is filtered if the user's filter
/// excludes it.
enum class LineKind : std::uint8_t { kParsed, kMalformed, kBlank, kComment };

/// The reason why a line is malformed.
enum class Reason : std::uint8_t {
  kNone,
  kTooLong,      ///< longer than --max-line
  kNoRequest,    ///< no quote follows a time in brackets; in JSON and logfmt, no key of a request
  kNoStatus,     ///< a request opens, but no quote in it is followed by a status
  kOtherFormat,  ///< does not have the given format
};

constexpr std::size_t kReasons = 5;

constexpr const char* reason_name(Reason reason) {
  switch (reason) {
    case Reason::kNone:
      return "none";
    case Reason::kTooLong:
      return "too_long";
    case Reason::kNoRequest:
      return "no_request";
    case Reason::kNoStatus:
      return "no_status";
    case Reason::kOtherFormat:
      return "other_format";
  }
  return "none";
}

/// The verdict on one line (I7): everything that a report needs of a line that is no error.
struct Verdict {
  LineKind kind = LineKind::kMalformed;
  Reason reason = Reason::kNone;
  LogFormat format = LogFormat::kClf;  ///< of a parsed line
  StatusCode status = 0;               ///< of a parsed line
  std::optional<LogTime> time;         ///< of a parsed line whose time can be read

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// Fields of a parsed line that are null because the text in their column does not look like them.
/// An empty column or a `-` is not such a text.
struct RefusedFields {
  bool client = false;    ///< neither an address nor a host name
  bool time = false;      ///< in no known form; only for keys and patterns
  bool duration = false;  ///< a number without a unit

  bool any() const { return client || time || duration; }
};

/// The fields of one parsed line: views into its bytes, valid as long as the line (I8). Escapes and
/// percent signs stay as they are. A field is null (its data() is nullptr) if it is missing, cannot
/// be extracted or is `-`. An empty quoted field is empty, not null. If docker wrapped the line in
/// JSON, the views point into the unwrapped text (see line_parser.h).
struct LogLine {
  std::optional<LogTime> time;
  std::string_view host;     ///< virtual host, port included
  std::string_view client;   ///< an IP address without port, brackets, zone and `::ffff:`, IPv6 as
                             ///< in RFC 5952, or a host name; of a list, the first entry
  std::string_view user;     ///< may contain spaces
  std::string_view request;  ///< the text between the request's quotes
  std::string_view method;   ///< null if the request is not `METHOD target[ protocol]`
  std::string_view target;   ///< likewise
  /// The target up to `?` or `#`, without the authority of an absolute URL; without a target, the
  /// whole request text, even if it is empty or `-`.
  std::string_view path;
  std::string_view query;     ///< after the `?`, up to a `#`
  std::string_view protocol;  ///< `HTTP/1.1`
  StatusCode status = 0;
  std::optional<std::uint64_t> bytes;  ///< null for `-` and for anything but a number below 2^63
  std::string_view referer;
  std::string_view agent;
  std::string_view forwarded_for;
  std::optional<std::int64_t> duration;  ///< nanoseconds from request to response
  std::string_view upstream;             ///< the server behind a proxy that sent the response
  /// The input that holds the line, as the user named it; set only during a run.
  std::string_view file;

  RefusedFields refused;  ///< Among the fields that were wanted.

  /// The values of the given format's own fields, indexed as in its OwnFields; null if it has none.
  /// Values that were not wanted are unspecified. Valid until the parser cuts the next line.
  const OwnValue* own = nullptr;
};

}  // namespace logscan
