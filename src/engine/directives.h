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

/// Finds the `#Fields:` directive that is in force at an offset of a file, so that a range can
/// start in the middle.
///
/// It searches backwards from the offset and stops at the first directive. It remembers what it and
/// the ranges have seen: no part is searched twice, and a range that follows those already scanned
/// needs no search. Memory is bounded, whatever the files hold. For many threads.
class Directives {
 public:
  /// The options must outlive it.
  explicit Directives(const EngineOptions& options);

  /// Returns the directive of the last line that begins before `offset` and has one, provided that
  /// a run with these options counts it as a comment. `input` is seekable. Throws
  /// std::system_error.
  std::optional<W3cFields> before(const Input& input, std::uint64_t offset);

  /// Remembers that `last` is the last directive in the lines that begin in [begin, end), or that
  /// these have none.
  void add(const Input& input, std::uint64_t begin, std::uint64_t end,
           const std::optional<W3cFields>& last);

 private:
  /// No line that begins in [since, its end) holds a directive. `in_force` is the one at `since`;
  /// null when it is unknown, and at offset 0, where there is none.
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
