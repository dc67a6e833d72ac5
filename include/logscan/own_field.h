#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logscan {

/// The type of a field that only the given format has.
enum class OwnKind : std::uint8_t {
  kText,
  kDuration,  ///< nanoseconds
  kNumber,    ///< a decimal number, not negative; amounts are millionths
};

/// A field that only the given format has: a name in a pattern or key map that logscan does not
/// know, such as nginx's $upstream_cache_status.
struct OwnField {
  static constexpr std::size_t kMaxName = 64;  ///< bytes

  std::string name;  ///< letters, digits, `_`, `-` and `.`
  OwnKind kind = OwnKind::kText;

  friend bool operator==(const OwnField&, const OwnField&) = default;
};

/// The own fields of one format, in its order; at most kMaxOwnFields. Names differ in more than
/// case.
using OwnFields = std::vector<OwnField>;

constexpr std::size_t kMaxOwnFields = 40;

/// The value of an own field in one line.
struct OwnValue {
  std::string_view text;    ///< the line's bytes; null: the field is null
  std::int64_t amount = 0;  ///< of a duration or number, never negative
  OwnKind kind = OwnKind::kText;
};

/// Returns the value of `text`. It is null if the text does not look like its kind. `amount` is the
/// number parsed from a duration or number.
constexpr OwnValue own_value(OwnKind kind, std::string_view text,
                             std::optional<std::int64_t> amount) {
  if (kind != OwnKind::kText && !amount) return {{}, 0, kind};
  return {text, amount.value_or(0), kind};
}

/// Parses a number of digits with an optional fraction and exponent, and returns millionths,
/// truncated. Returns nullopt for anything else, for negative numbers, and from 2^63 millionths on.
std::optional<std::int64_t> parse_millionths(std::string_view text);

/// Returns whether `name` is a valid name of an own field.
bool is_own_name(std::string_view name);

/// Returns the index of the field with that name, ignoring case.
std::optional<std::size_t> find_own(const OwnFields& fields, std::string_view name);

}  // namespace logscan
