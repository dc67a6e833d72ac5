#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/query_spec.h"

namespace logscan {

/// Appends a path with the ids in it folded into `{id}`, so that requests for one kind of thing
/// become one path. One pass; nothing is allocated but in `out`.
///
/// The path is seen as words: what lies between bytes other than letters, digits, `-` and `_`, an
/// escape such as `%2F` being such a byte. A word is an id when it is
///
/// 1. digits alone and a whole segment: `/users/123`;
/// 2. digits alone, in front of an extension that has a letter: `/img/123.png`, or behind the
///    letters of one: `/access.log.1`. So versions stay what they are: `/v1.2`, `/jquery-3.6.0.js`;
/// 3. a UUID: 8, 4, 4, 4 and 12 hexadecimal digits, `-` between them;
/// 4. 8 or more hexadecimal digits, one a digit (`deadbeef` and `facade` may be words): hashes,
/// also
///    within a name, `/app.3f9a20c1.js`;
/// 5. a token of 20 or more letters, digits, `-` and `_`, with a letter and a digit, which looks
///    random. That is so if its letters are of one case and no `-` or `_` is in it, since no word
///    is that long; or if upper case, lower case and digits change places at two bytes of five or
///    more often, as they do at three of five where bytes are random; names and titles change less.
///
/// Everything else stays, byte for byte. A year is a number like others: `/2026/01/` becomes
/// `/{id}/{id}/`.
void append_normalized(std::string_view path, std::string& out);

/// The ids folded, then the rules of a user, one after the other. For one thread; a copy shares the
/// compiled rules.
class Normalizer {
 public:
  /// How many matches of a rule are replaced in a path; the rest of the path stays. More would
  /// hardly change a key, which is the first 1,024 bytes.
  static constexpr std::size_t kMostMatches = 1024;

  Normalizer() = default;

  /// Throws std::invalid_argument, whose message quotes the pattern or the replacement that is
  /// wrong and says why.
  explicit Normalizer(std::span<const NormalizeRule> rules);

  /// Appends the normalized path to `out`. Each match of a rule takes at most time linear in the
  /// path's length, since a search may read the path to its end.
  void append(std::string_view path, std::string& out);

 private:
  class Rule;

  std::vector<std::shared_ptr<const Rule>> rules_;
  std::string text_;  ///< of the step before
  std::string next_;
};

}  // namespace logscan
