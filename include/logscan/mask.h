#pragma once

#include <string>
#include <string_view>

#include "logscan/field.h"
#include "logscan/log_line.h"

namespace logscan {

/// What must not be seen of the people in a log, since reports are mailed.
///
/// - `clients`: addresses are cut to the first of their /24 (IPv4) or /64 (IPv6): `192.0.2.0`,
///   `2001:db8::`, without port and zone. ::ffff:192.0.2.1 is IPv4. A client, or an entry of a
///   forwarded-for list, that is no address becomes `client`; `-` and `unknown` stay. Addresses in
///   any other text are cut as well, and so is what only looks like one, such as a version of four
///   numbers. Not found: addresses in other notations, such as 192-0-2-1 in the name of a host;
/// - `queries`: of the target and the referer, and of any other URL, the names stay and the values
///   go: `?a=&b=`. Only `&` parts them. A part without `=` may be a value, and goes; so does all
///   behind a `#`. What stands before the `?` stays;
/// - `users`: a user becomes `user`. The ident (RFC 1413) is no field, and stays.
struct Mask {
  bool clients = false;
  bool queries = false;
  bool users = false;

  /// `clients`, `queries` and `users`, commas between them. Throws std::invalid_argument, whose
  /// message quotes a word that is none of them, or that is missing.
  static Mask parse(std::string_view list);

  bool any() const { return clients || queries || users; }
  friend bool operator==(const Mask&, const Mask&) = default;
};

/// The line with the `wanted` ones of its fields masked; those are views into `scratch`, whose
/// former content is lost. All other fields are as they were, and so are host and upstream, which
/// name servers (in contrast to append_masked_line).
LogLine mask_fields(const Mask& mask, const LogLine& line, FieldSet wanted, std::string& scratch);

/// Appends the bytes of a whole line, `raw`, of which `line` has the fields as views into it.
/// Everything is masked, what is in no field, too: so that no address of a client (mind the
/// notations above), value of a query or name of a user is seen. False, and nothing appended, when
/// a field that has to be masked lies elsewhere, as where a format had to undo escapes: then the
/// line must not be shown.
[[nodiscard]] bool append_masked_line(const Mask& mask, const LogLine& line, std::string_view raw,
                                      std::string& out);

/// The same for text whose fields are not known, as that of malformed lines. False when users are
/// masked: they cannot be told from other words.
[[nodiscard]] bool append_masked_text(const Mask& mask, std::string_view text, std::string& out);

}  // namespace logscan
