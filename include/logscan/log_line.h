#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "logscan/log_format.h"
#include "logscan/log_time.h"
#include "logscan/status.h"

namespace logscan {

struct OwnValue;

/// What a line is. Every line is exactly one of these (or filtered, when a user's own filter
/// excludes it).
enum class LineKind : std::uint8_t { kParsed, kMalformed, kBlank, kComment };

/// Why a line is malformed.
enum class Reason : std::uint8_t {
  kNone,
  kTooLong,      ///< longer than --max-line
  kNoRequest,    ///< no quote follows a time in brackets; in JSON and logfmt, no key of a request
  kNoStatus,     ///< a request opened, and no quote in it is followed by a status
  kOtherFormat,  ///< it does not have the format that was given
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

/// The judgement on one line (I7): all that a report needs of a line that is no error.
struct Verdict {
  LineKind kind = LineKind::kMalformed;
  Reason reason = Reason::kNone;
  LogFormat format = LogFormat::kClf;  ///< of a parsed line
  StatusCode status = 0;               ///< of a parsed line
  std::optional<LogTime> time;         ///< of a parsed line whose time can be read

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// Fields of a parsed line that are null although something stands in their column, because it does
/// not look like them. A `-` or nothing is no such thing.
struct RefusedFields {
  bool client = false;    ///< no address and no host name
  bool time = false;      ///< no time in a known form; of keys and patterns alone
  bool duration = false;  ///< a number without a unit
};

/// The fields of one parsed line: views into its bytes, which live as long as the line (I8).
/// Escapes and percent signs stay as they are. A field is null (its data() is nullptr) if it is
/// missing, cannot be cut or is `-`. An empty quoted field is empty, not null. If docker has packed
/// the line as JSON, the views are into the unpacked text (see line_parser.h).
struct LogLine {
  std::optional<LogTime> time;
  std::string_view host;     ///< virtual host, port included
  std::string_view client;   ///< an IP address without port, brackets, zone and `::ffff:`, IPv6 as
                             ///< in RFC 5952, or a host name; of a list, the first entry
  std::string_view user;     ///< spaces and all
  std::string_view request;  ///< all between the request's quotes
  std::string_view method;   ///< null when the request is not `METHOD target[ protocol]`
  std::string_view target;   ///< null likewise
  std::string_view
      path;  ///< the target up to `?` or `#`, after the authority of an absolute URL; without a
             ///< target the whole request text, even where that is empty or `-`
  std::string_view query;     ///< after the `?`, up to a `#`
  std::string_view protocol;  ///< `HTTP/1.1`
  StatusCode status = 0;
  std::optional<std::uint64_t> bytes;  ///< null for `-` and for what is no number below 2^63
  std::string_view referer;
  std::string_view agent;
  std::string_view forwarded_for;
  std::optional<std::int64_t> duration;  ///< nanoseconds from request to answer
  std::string_view upstream;             ///< the server behind a proxy that answered
  std::string_view file;  ///< the input that holds it, as the user named it; a run alone knows it

  RefusedFields refused;  ///< Of the fields that were wanted.

  /// The values of a given format's own fields, by their place in its OwnFields; those that were
  /// not wanted hold anything. They live until the judge cuts another line. Null without any.
  const OwnValue* own = nullptr;
};

}  // namespace logscan
