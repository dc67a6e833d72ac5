#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/text_conditions.h"

namespace logscan::detail {

/// A shell pattern. `*` matches any bytes, including `/` and none; `?` matches one byte, and a
/// backslash escapes the next byte.
class Glob {
 public:
  /// Compiles a pattern. Returns nullopt if it ends in a lone backslash.
  static std::optional<Glob> compile(std::string_view pattern, Case letters);

  /// Returns whether the whole text matches.
  bool matches(std::string_view text) const;

 private:
  // The text between two stars.
  struct Piece {
    std::string bytes;
    std::string mask;   ///< 0 for each `?`, otherwise all ones
    bool plain = true;  ///< without `?`, and case matters
  };

  explicit Glob(Case letters) : case_(letters) {}
  bool fits_at(const Piece& piece, std::string_view text, std::size_t at) const;
  std::size_t find(const Piece& piece, std::string_view text, std::size_t from) const;

  std::vector<Piece> pieces_;
  Case case_;
};

class TextIsLike final : public TextCondition {
 public:
  TextIsLike(Source source, Glob glob)
      : TextCondition(std::move(source), kSearch), glob_(std::move(glob)) {}

 private:
  bool fits(std::string_view text) const override { return glob_.matches(text); }

  Glob glob_;
};

}  // namespace logscan::detail
