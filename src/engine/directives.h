#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "format/layouts/layouts.h"
#include "format/line_parser.h"
#include "input/reader.h"
#include "logscan/engine.h"
#include "logscan/input.h"

namespace logscan {

/// Finds the `#Fields:` directive in force at an offset of a file, so that a range can start in the
/// middle.
///
/// It searches backwards from the offset and stops at the first directive. It remembers everything
/// that searches and ranges have read: no part is searched twice, and a range directly after
/// scanned ones needs no search. Memory is bounded. Thread-safe.
class Directives {
 public:
  /// The options must outlive this object.
  explicit Directives(const EngineOptions& options);

  /// Returns the directive of the last line that begins before `offset` and has one, provided that
  /// a run with these options counts the line as a comment. `input` must be seekable. Throws
  /// std::system_error.
  std::optional<W3cFields> before(const Input& input, std::uint64_t offset);

  /// Records that `last` is the last directive in the lines that begin in [begin, end), or that
  /// they have none.
  void add(const Input& input, std::uint64_t begin, std::uint64_t end,
           const std::optional<W3cFields>& last);

 private:
  /// A part without directives: no line that begins in [since, its end) has one. `in_force` is the
  /// directive at `since`; null if it is unknown, and at offset 0, where there is none.
  struct Stretch {
    std::uint64_t since;
    std::optional<W3cFields> in_force;
  };
  using End = std::pair<const Input*, std::uint64_t>;

  void remember(const Input& input, Stretch stretch, std::uint64_t end);
  std::uint64_t known_end(const Input& input, std::uint64_t offset) const;
  std::optional<W3cFields> search(const Input& input, std::uint64_t begin, std::uint64_t end);
  std::optional<W3cFields> search(const Block& block);
  bool is_comment(const Block& block, std::size_t begin, std::size_t end);

  std::mutex mutex_;
  std::map<End, Stretch> stretches_;  ///< by their ends
  Reader reader_;
  LineParser parser_;
  std::vector<std::uint32_t> quotes_;
};

}  // namespace logscan
