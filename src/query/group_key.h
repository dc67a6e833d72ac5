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

/// Returns how many seconds a clock is ahead of UTC at a moment, in seconds since
/// 1970-01-01T00:00:00Z. If empty, each line has its own offset.
using ZoneOffset = std::function<std::int32_t(std::int64_t utc)>;

/// A key to group lines by: a field, or a value derived from one.
///
/// - `host client user request method target path query protocol referer agent forwarded_for
///   upstream`: the bytes of the field. `file`: the name of the input, `-` for standard input.
/// - `status`: `404`, `-`, `-1`. `class`: `1xx` to `5xx`, `other`. `error`: `yes` for 400 to 599,
///   else `no`.
/// - `path/N` (N from 1 to 64): the path up to the end of its first N segments; see
///   first_segments(). A path with fewer segments stays whole.
/// - `extension`: of the last segment of the path, in lower case; see extension_of(). Null without
///   one, and for `/.env`.
/// - `network`: the client's /24 (IPv4) or /64 (IPv6), such as `192.0.2.0/24` or, as in RFC 5952,
///   `2001:db8::/64`. `client/16` and `client/16/48` have other lengths. Port, brackets and zone
///   are ignored, and ::ffff:192.0.2.1 counts as IPv4. A client that is no address stands for
///   itself.
/// - `country`: the client's, from CountryOf. Without one, this key cannot be parsed.
/// - `referer_host`: the host of the referer in lower case, without user and port; null if the
///   referer is no absolute URL.
/// - `agent_family`: `Chrome`, `curl`, `Googlebot`, ..., `other`; see agent_family().
///   src/query/agent_table.h lists all families in the order in which they are tested.
/// - `bot`: `yes` for robots, crawlers, monitors and tools such as curl, which fetch pages without
///   a person reading them; else `no`. Agents may lie, so this counts self-declared robots.
/// - `hour` (`00` to `23`), `weekday` (`Monday` to `Sunday`), `day` (`2026-01-12`): null outside of
///   the years 0000 to 9999.
/// - The name of an own field: its bytes. It takes precedence over the keys that are no fields.
///
/// A key is null if its field is null. Thread-safe if the ZoneOffset and the CountryOf are.
class GroupKey {
 public:
  /// Parses a key. Throws std::invalid_argument; the message quotes the text and suggests a key, or
  /// lists all. `offset` is used only for hour, weekday and day.
  static GroupKey parse(std::string_view text, ZoneOffset offset = {}, CountryOf country = {},
                        const FormatFields& fields = {});

  /// Returns the canonical name, such as `client/16`.
  const std::string& name() const { return name_; }

  /// Return the field that append() reads.
  Field field() const { return field_; }
  FieldSet fields() const { return {field_}; }

  /// Returns whether append() appends exactly the bytes of the field.
  bool is_text() const { return kind_ == Kind::kText; }

  /// Returns whether append() is slow enough to cache its values. Such values depend only on the
  /// text of the field.
  bool is_expensive() const {
    return kind_ == Kind::kNetwork || kind_ == Kind::kCountry || kind_ == Kind::kAgentFamily ||
           kind_ == Kind::kBot;
  }

  /// Appends the line's value to `out`, which is the only memory that may be allocated. Returns
  /// false and appends nothing if the value is null.
  bool append(const LogLine& line, std::string& out) const;

  /// Returns whether the values are yes and no.
  bool is_yes_or_no() const { return kind_ == Kind::kError || kind_ == Kind::kBot; }

  /// Returns whether the values are moments, which have an order: hours and days.
  bool has_order() const { return kind_ == Kind::kHour || kind_ == Kind::kDay; }

  /// Returns whether the values depend on the clock of a zone.
  bool depends_on_zone() const { return has_order() || kind_ == Kind::kWeekday; }

  /// Converts a value that a user wrote to the form that append() gives. Throws
  /// std::invalid_argument for a value that the key never has; the message quotes it, made safe.
  std::string value_of(std::string_view text) const;

  /// Returns all keys in the order of this page. Keys with numbers come last, as examples.
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
  std::uint8_t first_ = 24;   ///< number of path segments, or bits of an IPv4 network
  std::uint8_t second_ = 64;  ///< bits of an IPv6 network
  ZoneOffset offset_;
  CountryOf country_;
};

/// Splits a list of keys at commas: `path,status`. Ignores spaces around a key. Throws
/// std::invalid_argument if a key is empty.
std::vector<std::string> split_group_keys(std::string_view list);

}  // namespace logscan
