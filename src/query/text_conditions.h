#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/condition.h"

namespace logscan::detail {

/// Whether the case of ASCII letters counts.
enum class Case : bool { kMatters, kIgnored };

/// Matches text that equals one of several values.
class TextIsIn final : public TextCondition {
 public:
  TextIsIn(Source source, std::vector<std::string> values, Case letters);

 private:
  bool fits(std::string_view text) const override;

  std::vector<std::string> values_;  ///< ascending; in lower case if case is ignored
  Case case_;
};

/// Matches text that comes before or after a value in byte order, or equals it if `equal` is set.
class TextIsBeyond final : public TextCondition {
 public:
  enum class Side : bool { kBefore, kAfter };

  TextIsBeyond(Source source, std::string value, Side side, bool equal)
      : TextCondition(std::move(source), kText),
        value_(std::move(value)),
        side_(side),
        equal_(equal) {}

 private:
  bool fits(std::string_view text) const override {
    const int order = text.compare(value_);
    return order == 0 ? equal_ : (order < 0) == (side_ == Side::kBefore);
  }

  std::string value_;
  Side side_;
  bool equal_;
};

/// Matches text that starts with, ends with or contains a value.
class TextHas final : public TextCondition {
 public:
  enum class Place { kFront, kEnd, kAnywhere };

  TextHas(Source source, std::string value, Place place)
      : TextCondition(std::move(source), place == Place::kAnywhere ? kSearch : kText),
        value_(std::move(value)),
        place_(place) {}

 private:
  bool fits(std::string_view text) const override;

  std::string value_;
  Place place_;
};

/// Returns the first position of `wanted` in `text` from `from` on, or npos. Takes time linear in
/// the sum of their lengths.
std::size_t find_bytes(std::string_view text, std::string_view wanted, std::size_t from);

}  // namespace logscan::detail
