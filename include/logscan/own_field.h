#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logscan {

/// What the values of a field are that only one given format has.
enum class OwnKind : std::uint8_t {
  kText,
  kDuration,  ///< nanoseconds
  kNumber,    ///< a decimal number from 0 on; amounts are millionths
};

/// A field beside those that every format may have: a name in a pattern or key map that logscan
/// does not know, such as nginx's $upstream_cache_status.
struct OwnField {
  static constexpr std::size_t kMaxName = 64;  ///< bytes

  std::string name;  ///< letters, digits, `_`, `-` and `.`
  OwnKind kind = OwnKind::kText;

  friend bool operator==(const OwnField&, const OwnField&) = default;
};

/// Those of one format, in its order; at most kMaxOwnFields. Names differ in more than the case of
/// letters.
using OwnFields = std::vector<OwnField>;

constexpr std::size_t kMaxOwnFields = 40;

/// The value of such a field in one line.
struct OwnValue {
  std::string_view text;    ///< the line's bytes; null: the field is null
  std::int64_t amount = 0;  ///< of a duration or number, never negative
  OwnKind kind = OwnKind::kText;
};

/// The value that a text of the log is: null where it does not look like its kind. `amount` is what
/// was read of it, and of a text nothing.
constexpr OwnValue own_value(OwnKind kind, std::string_view text,
                             std::optional<std::int64_t> amount) {
  if (kind != OwnKind::kText && !amount) return {{}, 0, kind};
  return {text, amount.value_or(0), kind};
}

/// Millionths of a number: digits with a fraction or an exponent, of which what is finer is cut
/// off. Nullopt when it is none, negative, or 2^63 millionths or more.
std::optional<std::int64_t> parse_millionths(std::string_view text);

/// Whether a name may be one.
bool is_own_name(std::string_view name);

/// The place of the one with that name, whatever its case of letters.
std::optional<std::size_t> find_own(const OwnFields& fields, std::string_view name);

}  // namespace logscan
