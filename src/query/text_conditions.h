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

/// Text that equals one of some values.
class TextIsIn final : public TextCondition {
 public:
  TextIsIn(Source source, std::vector<std::string> values, Case letters);

 private:
  bool fits(std::string_view text) const override;

  std::vector<std::string> values_;  ///< ascending; in lower case when case is ignored
  Case case_;
};

/// Text that is before or behind a value in the order of bytes, or equal to it where `equal` says
/// so.
class TextIsBeyond final : public TextCondition {
 public:
  enum class Side : bool { kBefore, kBehind };

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

/// Text that starts with, ends with or holds a value.
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

/// Where `wanted` first is in `text` from `from` on, or npos. In time that grows with the sum of
/// their lengths, whatever they are.
std::size_t find_bytes(std::string_view text, std::string_view wanted, std::size_t from);

}  // namespace logscan::detail
