#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "logscan/time_zone.h"

namespace logscan {

/// What a typed moment is relative to.
struct MomentContext {
  std::int64_t now = 0;            ///< seconds since 1970 UTC
  const TimeZone* zone = nullptr;  ///< whose clock and calendar are meant; null: UTC
};

/// A moment as people type it, in seconds since 1970-01-01T00:00:00Z:
///
/// - a date `2026-01-12` (its first moment); with a time behind a space or a `T`: `2026-01-12
///   10:00`, `2026-01-12T10:00:30`; behind the time, where wanted, `Z`, `+02:00` or `+0200`;
/// - a log's own `12/Jan/2026:10:00:00 +0000`, also without the offset;
/// - `10:00`, `10:00:30`: today; `@1768212000`: seconds since 1970;
/// - `now`; `today`, `yesterday`, `tomorrow`, `monday` to `sunday` (the last one before today; also
///   `last monday`): the day's first moment; with a time behind it: `yesterday 14:00`;
/// - `2 hours ago`, `90 minutes ago`, `2h ago`, `1h30m ago`: a span, see parse_span(), before now;
///   so is a bare span (`30m`).
///
/// Letters may be capitals or not, and spaces and tabs may stand around the parts. Fractions of a
/// second are cut off, and second 60 is the next minute's first. Without an offset, times are the
/// zone's, by TimeZone::utc_of_local() where its clocks change. Days go by the zone's calendar:
/// `yesterday` may have begun 23 or 25 hours before today. A span is always of 24-hour days: `1d`
/// and `1 day ago` are 86,400 seconds. Anything else is nullopt, and so are spans of more than
/// 100 years of 365 days and what lies beyond kFarthestMoment.
///
/// `is_relative` is set to whether the text means another moment at another `now`.
std::optional<std::int64_t> parse_moment(std::string_view text, const MomentContext& context,
                                         bool* is_relative = nullptr);

}  // namespace logscan
