#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/field.h"
#include "logscan/log_line.h"
#include "logscan/query_spec.h"

namespace logscan {

/// How many seconds a clock is ahead of UTC at a moment (seconds since 1970-01-01T00:00:00Z).
/// Empty: the offset that each line has.
using ZoneOffset = std::function<std::int32_t(std::int64_t utc)>;

/// What lines are grouped by: a field, or something that follows from one.
///
/// - `host client user request method target path query protocol referer agent forwarded_for
///   upstream`: the field's bytes; `file`: the name of the input, `-` for standard input;
/// - `status`: `404`, `-`, `-1`; `class`: `1xx` to `5xx`, `other`; `error`: `yes` for 400 to 599,
///   else `no`;
/// - `path/N` (N from 1 to 64): the path up to the end of its first N segments. A segment is what
///   lies between slashes, and not empty; a path with fewer is taken whole, so nothing is lost;
/// - `extension`: of the path's last segment, ASCII in lower case. Letters and digits, at least one
///   letter and at most 16 bytes; else null, and for `/.env`, too;
/// - `network`: the client's /24 (IPv4) or /64 (IPv6), as `192.0.2.0/24` and, by RFC 5952,
///   `2001:db8::/64`; `client/16` and `client/16/48` have other lengths. Port, brackets and zone
///   count for nothing, ::ffff:192.0.2.1 is IPv4. A client that is no address stands for itself;
/// - `country`: the client's, as CountryOf says; without one this key cannot be parsed;
/// - `referer_host`: the host of the referer in lower case, without user and port; null when the
///   referer is no absolute URL;
/// - `agent_family`: `Chrome`, `curl`, `Googlebot`, ..., `other`, by words of the agent; robots are
///   tested first, then tools, then browsers (src/query/agent_table.h has all in their order);
/// - `bot`: `yes` for robots, crawlers, monitors, and tools such as curl that fetch what nobody
/// looks
///   at; else `no`. An agent may say what it likes: this counts what robots say of themselves;
/// - `hour` (`00` to `23`), `weekday` (`Monday` to `Sunday`), `day` (`2026-01-12`): null outside of
///   the years 0000 to 9999.
///
/// - the name of an own field: its bytes. It comes before the keys that are no field.
///
/// A key is null where the field that it follows from is null. May be used by many threads if the
/// ZoneOffset and the CountryOf may.
class GroupKey {
 public:
  /// Throws std::invalid_argument, whose message quotes the text and says what may have been meant,
  /// or what there is. `offset` matters to hour, weekday and day alone.
  static GroupKey parse(std::string_view text, ZoneOffset offset = {}, CountryOf country = {},
                        const FormatFields& fields = {});

  /// What was parsed: `client/16`.
  const std::string& name() const { return name_; }

  /// What append() looks at.
  Field field() const { return field_; }
  FieldSet fields() const { return {field_}; }

  /// Whether append() appends no more than the field's bytes.
  bool is_text() const { return kind_ == Kind::kText; }

  /// Whether append() takes so long that its values are better remembered. They follow from the
  /// field's text then.
  bool is_expensive() const {
    return kind_ == Kind::kNetwork || kind_ == Kind::kCountry || kind_ == Kind::kAgentFamily ||
           kind_ == Kind::kBot;
  }

  /// Appends the line's value to `out`, which is the only memory that it may take. False when that
  /// is null; then nothing is appended.
  bool append(const LogLine& line, std::string& out) const;

  /// Whether its values are yes and no.
  bool is_yes_or_no() const { return kind_ == Kind::kError || kind_ == Kind::kBot; }

  /// Whether its values are moments in order: hours and days.
  bool has_order() const { return kind_ == Kind::kHour || kind_ == Kind::kDay; }

  /// Whether its values follow the clock of a zone.
  bool depends_on_zone() const { return has_order() || kind_ == Kind::kWeekday; }

  /// Returns a value that a user wrote in the form that append() gives. Throws
  /// std::invalid_argument for what the key never gives; the message quotes it, made safe.
  std::string value_of(std::string_view text) const;

  /// All there are, in the order of this page; those with numbers by an example, at the end.
  static std::span<const std::string_view> names();

 private:
  enum class Kind : std::uint8_t {
    kText,
    kStatus,
    kClass,
    kError,
    kSegments,
    kExtension,
    kNetwork,
    kCountry,
    kRefererHost,
    kAgentFamily,
    kBot,
    kHour,
    kWeekday,
    kDay,
  };
  struct Name;
  static const Name kNames[];

  GroupKey(std::string_view name, Kind kind, Field field)
      : name_(name), kind_(kind), field_(field) {}
  static GroupKey with_numbers(std::string_view text, const FormatFields& fields);
  static std::span<const std::string_view> weekdays();
  std::string network_value(std::string_view text) const;
  bool append_text(std::string_view text, std::string& out) const;
  bool append_date(const LogLine& line, std::string& out) const;

  std::string name_;
  Kind kind_;
  Field field_;
  std::uint8_t first_ = 24;   ///< segments of the path, or bits of an IPv4 network
  std::uint8_t second_ = 64;  ///< bits of an IPv6 network
  ZoneOffset offset_;
  CountryOf country_;
};

/// Splits keys with commas between them: `path,status`. Spaces around a key do not count. Throws
/// std::invalid_argument when a key is empty.
std::vector<std::string> split_group_keys(std::string_view list);

}  // namespace logscan
