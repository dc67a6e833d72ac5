#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/query_spec.h"

namespace logscan {

/// Appends a path with its ids folded into `{id}`, so that requests for things of one kind share a
/// path. One pass; allocates only in `out`.
///
/// The path consists of words of letters, digits, `-` and `_`. Other bytes separate them, and so
/// does an escape such as `%2F`. A word is an id if it is one of these:
///
/// 1. only digits and a whole segment: `/users/123`;
/// 2. only digits, before an extension that contains a letter: `/img/123.png`, or after the letters
/// of
///    one: `/access.log.1`. So versions stay: `/v1.2`, `/jquery-3.6.0.js`;
/// 3. a UUID: 8, 4, 4, 4 and 12 hexadecimal digits, separated by `-`;
/// 4. 8 or more hexadecimal digits with at least one digit (`deadbeef` and `facade` may be words):
///    hashes, also within a name, `/app.3f9a20c1.js`;
/// 5. a random-looking token of 20 or more letters, digits, `-` and `_`, with a letter and a digit.
/// It
///    looks random if its letters have one case and it has no `-` or `_`, since no word is that
///    long. It also does if upper case, lower case and digits alternate at two bytes of five or
///    more often. Random bytes alternate at three of five; names and titles alternate less.
///
/// Everything else stays, byte for byte. Years are numbers like others: `/2026/01/` becomes
/// `/{id}/{id}/`.
void append_normalized(std::string_view path, std::string& out);

/// Folds ids, then applies the user's rules one after the other. Not thread-safe; copies share the
/// compiled rules.
class Normalizer {
 public:
  /// Number of matches of a rule that are replaced in a path; the rest of the path stays. More
  /// would rarely change a key, which is the first 1,024 bytes.
  static constexpr std::size_t kMostMatches = 1024;

  Normalizer() = default;

  /// Compiles the rules. Throws std::invalid_argument; the message quotes the invalid pattern or
  /// replacement and gives the reason.
  explicit Normalizer(std::span<const NormalizeRule> rules);

  /// Appends the normalized path to `out`. A search may read the path to its end, so each match of
  /// a rule takes at most linear time.
  void append(std::string_view path, std::string& out);

 private:
  class Rule;

  std::vector<std::shared_ptr<const Rule>> rules_;
  std::string text_;  ///< result of the previous step
  std::string next_;
};

}  // namespace logscan
