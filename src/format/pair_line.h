#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "format/keyed_line.h"
#include "logscan/field.h"
#include "logscan/key_map.h"
#include "logscan/log_line.h"

namespace logscan {

/// Reads access-log lines of LTSV or logfmt, by the maps it was made with. For one thread; it
/// allocates when it is made alone.
///
/// LTSV: fields between tabs, each a label, a colon and a value (http://ltsv.org); an empty field
/// is passed over, one without label or colon makes the line malformed.
///
/// logfmt: words between spaces, each a key, `=` and a value; what stands before a colon in the
/// first key is none of it; a value that begins with a quote ends
/// at the next one that has an even number of backslashes before it, and a space or the line's end
/// must follow. A word without `=` is passed over, but not as the first of the line.
///
/// A line fits when it is well formed and the first map that tells it for its own finds a status:
/// three digits, `-` or `0`. Of a key that comes twice the first counts.
class PairParser {
 public:
  /// All maps must be of the same syntax, LTSV or logfmt, and have at most 512 keys together;
  /// otherwise std::invalid_argument.
  explicit PairParser(const std::vector<KeyMap>& maps);

  /// With all of known_key_maps(syntax): their tables are built once and copied.
  explicit PairParser(KeySyntax syntax);
  ~PairParser();
  PairParser(PairParser&&) noexcept;
  PairParser& operator=(PairParser&&) noexcept;

  /// Judges one line, without its terminator. kPadding bytes behind it must be readable.
  KeyedResult parse(std::string_view line);

  /// Time and fields of the line parsed last, as JsonParser gives them. Values are the line's own
  /// bytes, without the quotes of logfmt. An empty value is null.
  std::optional<LogTime> time() const;
  LogLine cut(FieldSet wanted) const;

  /// The wanted ones of that line's own fields, each to its place in the map's `own`.
  void cut_own(FieldSet wanted, OwnValue* own) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace logscan
