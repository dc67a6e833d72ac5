#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "format/key_map.h"
#include "format/keyed_line.h"
#include "logscan/field.h"
#include "logscan/log_line.h"

namespace logscan {

/// Parses access-log lines in LTSV or logfmt, with a list of key maps. Allocates memory only when
/// it is created. For one thread.
///
/// LTSV: fields separated by tabs, each a label, a colon and a value (http://ltsv.org). Empty
/// fields are skipped; a field without label or colon makes the line malformed.
///
/// logfmt: words separated by spaces, each a key, `=` and a value. Text before a colon is not part
/// of the first key. A value that starts with a quote ends at the next quote after an even number
/// of backslashes, and a space or the end of the line must follow. A word without `=` is skipped,
/// but may not be the first one.
///
/// A line fits when it is well-formed and the first map that recognises it finds a status: three
/// digits, `-` or `0`. If a line has a key twice, the first one counts.
class PairParser {
 public:
  /// All maps must have the same syntax, LTSV or logfmt, and at most 512 keys together. Throws
  /// std::invalid_argument otherwise.
  explicit PairParser(const std::vector<KeyMap>& maps);

  /// Uses all of known_key_maps(syntax). Their tables are built once and copied.
  explicit PairParser(KeySyntax syntax);
  ~PairParser();
  PairParser(PairParser&&) noexcept;
  PairParser& operator=(PairParser&&) noexcept;

  /// Parses one line without its terminator. At least kPadding bytes after it must be readable.
  KeyedResult parse(std::string_view line);

  /// Return the time and the fields of the line parsed last, like JsonParser. Values are bytes of
  /// the line, without the quotes of logfmt. An empty value is null.
  std::optional<LogTime> time() const;
  LogLine cut(FieldSet wanted) const;

  /// Stores the wanted own fields of that line in `own`, at their index in the map's `own`.
  void cut_own(FieldSet wanted, OwnValue* own) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace logscan
