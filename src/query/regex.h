#pragma once

#include <string>
#include <string_view>

#include "query/condition.h"
#include <re2/re2.h>

namespace logscan::detail {

/// Text of which a part matches a regular expression. RE2 (its time grows with the length of the
/// text, whatever the expression) in Latin-1, so that every byte is a character.
class TextMatches final : public TextCondition {
 public:
  TextMatches(Source source, std::string_view pattern);

  /// Why the pattern cannot be used; empty when it can.
  std::string error() const;

 private:
  bool fits(std::string_view text) const override {
    return regex_.Match({text.data(), text.size()}, 0, text.size(), re2::RE2::UNANCHORED, nullptr,
                        0);
  }

  re2::RE2 regex_;
};

/// Whether the pattern, but for a `^` at its front, matches itself alone.
bool is_literal_pattern(std::string_view pattern);

}  // namespace logscan::detail
