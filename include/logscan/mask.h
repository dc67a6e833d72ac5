#pragma once

#include <string>
#include <string_view>

#include "logscan/field.h"
#include "logscan/log_line.h"

namespace logscan {

/// What reports must not show of the people in a log.
///
/// - `clients`: addresses are cut to the first of their /24 (IPv4) or /64 (IPv6): `192.0.2.0`,
///   `2001:db8::`, without port and zone. ::ffff:192.0.2.1 is IPv4. A client, or an entry of a
///   forwarded-for list, that is no address becomes `client`; `-` and `unknown` stay. Addresses in
///   every other field but the upstream are cut as well, and so is what only looks like one, such
///   as a version of four numbers. Not found: addresses in other notations, such as 192-0-2-1 in
///   the name of a host;
/// - `queries`: the values of queries go, in the target, the referer and any other URL; the names
///   stay: `?a=&b=`. Only `&` separates them. A part without `=` may be a value, and goes; so does
///   everything after a `#`. What stands before the `?` stays;
/// - `users`: a user becomes `user`, and so does `user:password` in front of the host of any URL.
///
/// With any of them, the text of a given format's own fields is `(masked)`, since it may be
/// anything. Common words such as HIT, TLSv1.3 and https stay, and so do numbers of up to three
/// digits, durations and fields that are numbers.
///
/// With any of them, text that stands in a column of a field but does not look like that field is
/// hidden: an entry of a forwarded-for list that is no address becomes `client`, a referer that is
/// no URL `(masked)`.
struct Mask {
  bool clients = false;
  bool queries = false;
  bool users = false;

  /// Parses `clients`, `queries` and `users`, separated by commas. Throws std::invalid_argument;
  /// the message quotes a word that is none of them, or that is missing.
  static Mask parse(std::string_view list);

  bool any() const { return clients || queries || users; }
  friend bool operator==(const Mask&, const Mask&) = default;
};

/// Returns the line with the `wanted` ones of its fields masked. Those are views into `scratch`,
/// whose former content is lost. All other fields, and `file`, stay as they were.
LogLine mask_fields(const Mask& mask, const LogLine& line, FieldSet wanted, std::string& scratch);

/// Masks the value of an own field.
void mask_own(OwnValue& value);

/// Appends the bytes of a parsed line, `raw`, masked. `line` holds all its fields as views into
/// `raw`. A collector's prefix is left out.
///
/// Returns false, and appends nothing, unless every byte belongs to a field or is known to be
/// harmless: punctuation, names that formats use, and values that repeat the line's time, status,
/// bytes or duration. Text in a column that is no field might be anything, a cookie or a name. So
/// might the whole text of a malformed line.
[[nodiscard]] bool append_masked_line(const Mask& mask, const LogLine& line, std::string_view raw,
                                      std::string& out);

}  // namespace logscan
