#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "format/json_marks.h"
#include "format/keyed_line.h"
#include "logscan/field.h"
#include "logscan/key_map.h"
#include "logscan/log_line.h"

namespace logscan {

/// Reads access-log lines that are JSON objects, by the maps it was made with. For one thread; it
/// allocates when it is made, and when a line is longer than all before.
///
/// A line fits when it is one complete JSON object (white space around it allowed) and the first
/// map that tells it for its own finds a status: a number 0 to 999 without sign, point or exponent,
/// or a string of three digits, `-` or `0`. What makes it complete: brackets pair, commas and
/// colons are where they must be, numbers and words are JSON's, strings are closed and hold no
/// control byte. Strings are not looked into: bytes that are not UTF-8 and escapes that JSON does
/// not know (a client can send the one, many servers write the other) lose no line.
///
/// JSON that a server writes by a hand-made format is read as meant, though it is not quite JSON:
/// in place of a number may stand `-`, nothing at all (`"a":,`), digits in any form (`000`, `.5`)
/// or several with commas or colons between them (`0.001, 0.002`), and a comma may follow the last
/// member.
///
/// Of a key that comes twice in an object the first counts. A key matches byte by byte, so one
/// written with escapes does not. Nesting is limited to 1024.
class JsonParser {
 public:
  /// All maps must be of JSON syntax, and have at most 512 keys together, each object or array on
  /// the way to a value counted as one; otherwise std::invalid_argument.
  explicit JsonParser(const std::vector<KeyMap>& maps, JsonKernel kernel = JsonKernel::kBest);

  /// With all of known_key_maps(KeySyntax::kJson): their tables are built once and copied.
  explicit JsonParser(JsonKernel kernel = JsonKernel::kBest);
  ~JsonParser();
  JsonParser(JsonParser&&) noexcept;
  JsonParser& operator=(JsonParser&&) noexcept;

  /// Judges one line, without its terminator. kPadding bytes behind it must be readable. The first
  /// fault in the order of the bytes is the one that is told.
  KeyedResult parse(std::string_view line);

  /// The time of the line parsed last, which must have fitted and still be in memory.
  std::optional<LogTime> time() const;

  /// The fields of that line; those not in `wanted` may be null, the status never is. Values are
  /// what stands between a string's quotes, no escape undone, or a number's or word's text. Null
  /// are: `null`, `-`, the empty string, objects and arrays. A client may be a list; LineParser
  /// takes its first. Target, path, query, method and protocol come from the request if it has
  /// them, else from keys of their own. A target of a path and a query under two keys lives until
  /// the next call.
  LogLine cut(FieldSet wanted) const;

  /// What the line that was parsed last holds under the key number `number` (from 0) of those that
  /// collectors and loggers have for the text that they were given (`message`, `log`, ...), as it
  /// stands there; null when there is none of that number.
  std::string_view envelope(std::size_t number) const;

  /// The wanted ones of that line's own fields, each to its place in the map's `own`.
  void cut_own(FieldSet wanted, OwnValue* own) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace logscan
