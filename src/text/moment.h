#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/time_zone.h"

namespace logscan {

/// The current time and the zone that relative times refer to.
struct MomentContext {
  std::int64_t now = 0;            ///< seconds since 1970 UTC
  const TimeZone* zone = nullptr;  ///< the zone of the user's clock and calendar; null: UTC
};

/// Parses a time as people type it. Returns seconds since 1970-01-01T00:00:00Z.
///
/// - `2026-01-12`: the start of that day; with a time: `2026-01-12 10:00`, `2026-01-12T10:00:30`,
///   optionally followed by `Z`, `+02:00` or `+0200`
/// - `12/Jan/2026:10:00:00 +0000`: the form of access logs; the offset, the seconds and the time
/// are
///   optional
/// - `10:00`, `10:00:30`: today
/// - `@1768212000`: seconds since 1970
/// - `now`
/// - `today`, `yesterday`, `tomorrow`, `monday` to `sunday` (the last one before today; also `last
///   monday`): the start of that day; with a time: `yesterday 14:00`
/// - `2 hours ago`, `90 minutes ago`, `2h ago`, `1h30m ago`, or only `30m`: a span before now, see
///   parse_span()
///
/// Upper and lower case are the same. Spaces and tabs may surround the parts. Fractions of a second
/// are dropped, and second 60 is the first of the next minute.
///
/// Times without an offset are in the context's zone; TimeZone::utc_of_local() resolves times
/// around clock changes. Days follow the zone's calendar, so `yesterday` may have started 23 or 25
/// hours before today. Spans use 24-hour days: `1d` and `1 day ago` are 86,400 seconds.
///
/// Returns nullopt for anything else, for spans of more than 36,500 days, and for times beyond
/// kFarthestMoment. Sets `is_relative` to whether the text means another moment at another `now`.
std::optional<std::int64_t> parse_moment(std::string_view text, const MomentContext& context,
                                         bool* is_relative = nullptr);

}  // namespace logscan
