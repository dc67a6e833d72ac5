#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "format/json_marks.h"
#include "format/key_map.h"
#include "format/keyed_line.h"
#include "format/line_view.h"
#include "logscan/field.h"
#include "logscan/log_line.h"

namespace logscan {

/// Parses access-log lines that are JSON objects, with a list of key maps. Allocates memory when it
/// is created and for a line longer than all before. Not thread-safe.
///
/// A line fits when it is one complete JSON object (surrounding white space is allowed) and the
/// first map that recognises it finds a status: a number from 0 to 999 without sign, point or
/// exponent, or a string of three digits, `-` or `0`. Complete means that brackets pair up, commas
/// and colons are in place, numbers and words are valid, and strings are closed and contain no
/// control bytes. The contents of strings are not checked: clients can send bytes that are not
/// UTF-8, many servers write escapes unknown to JSON, and neither must lose a line.
///
/// Hand-made log formats often write almost-JSON. In place of a number, a line may contain `-`,
/// nothing at all (`"a":,`), digits in any form (`000`, `.5`), or several numbers separated by
/// commas or colons (`0.001, 0.002`). A comma may follow the last member.
///
/// If an object has a key twice, the first one counts. Keys match byte by byte, so a key written
/// with escapes does not match. Nesting is limited to 1024 levels.
class JsonParser {
 public:
  /// All maps must have JSON syntax and at most 512 keys together, counting each object or array on
  /// the way to a value. Throws std::invalid_argument otherwise.
  explicit JsonParser(const std::vector<KeyMap>& maps, JsonKernel kernel = JsonKernel::kBest);

  /// Uses all of known_key_maps(KeySyntax::kJson). Their tables are built once and copied.
  explicit JsonParser(JsonKernel kernel = JsonKernel::kBest);
  ~JsonParser();
  JsonParser(JsonParser&&) noexcept;
  JsonParser& operator=(JsonParser&&) noexcept;

  /// Parses one line without its terminator. At least kPadding bytes after it must be readable. The
  /// result describes the first fault in the order of the bytes.
  KeyedResult parse(std::string_view line);

  /// Does the same, faster for a line like those before, since its quotes are known. NULs in front
  /// are part of the line.
  KeyedResult parse(const LineView& line);

  /// Returns the time of the line parsed last, which must have fitted and still be in memory.
  std::optional<LogTime> time() const;

  /// Returns the fields of that line. Fields outside `wanted` may be null, except the status. A
  /// value is the text between a string's quotes, with its escapes, or the text of a number or
  /// word. `null`, `-`, the empty string, objects and arrays give null. A client may be a list;
  /// LineParser uses its first entry. Target, path, query, method and protocol come from the
  /// request if it has them, else from keys of their own. A target joined from path and query is
  /// valid until the next call.
  LogLine cut(FieldSet wanted) const;

  /// Returns the value of the line parsed last under the key with number `number`, from 0, among
  /// those in which collectors and loggers store a whole line (`message`, `log`, ...). Escapes are
  /// kept. Returns null when there is no such key.
  std::string_view envelope(std::size_t number) const;

  /// Stores the wanted own fields of that line in `own`, at their index in the map's `own`.
  void cut_own(FieldSet wanted, OwnValue* own) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace logscan
