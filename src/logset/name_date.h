#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// A day and what stands behind it, compared one after the other.
struct NameDate {
  std::int64_t day = 0;                  ///< since 1970-01-01
  std::array<std::uint64_t, 4> parts{};  ///< the time or a count; 0 where there is none

  friend auto operator<=>(const NameDate&, const NameDate&) = default;
};

/// The longest text that is read as a date.
constexpr std::size_t kLongestNameDate = 64;

/// A date as programs that rotate logs write it, if all of `text` is one: `20260115`, `2026-01-15`,
/// `202601`, `2026`, with a time or a count behind it, or seconds since 1970 in ten digits.
std::optional<NameDate> read_name_date(std::string_view text);

/// A date with two digits for the year, as in the names of IIS: `260115`, `26011503`, `2601`.
std::optional<NameDate> read_short_date(std::string_view digits);

}  // namespace logscan
