#pragma once

#include <string>
#include <string_view>

#include "query/condition.h"
#include <re2/re2.h>

namespace logscan::detail {

/// Matches text of which a part matches a regular expression. RE2 takes linear time for any
/// expression. Uses Latin-1, so that every byte is a character.
class TextMatches final : public TextCondition {
 public:
  TextMatches(Source source, std::string_view pattern);

  /// Returns why the pattern is invalid; empty if it is valid.
  std::string error() const;

 private:
  bool fits(std::string_view text) const override {
    return regex_.Match({text.data(), text.size()}, 0, text.size(), re2::RE2::UNANCHORED, nullptr,
                        0);
  }

  re2::RE2 regex_;
};

/// Returns whether the pattern, apart from a leading `^`, matches only itself.
bool is_literal_pattern(std::string_view pattern);

}  // namespace logscan::detail
