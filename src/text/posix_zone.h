#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace logscan {

/// A stretch of time in which a clock is not changed: moments from <= t < to.
struct ZoneRange {
  std::int64_t from = std::numeric_limits<std::int64_t>::min();  ///< the lowest: no change before
  std::int64_t to = std::numeric_limits<std::int64_t>::max();    ///< the highest: no change after
  std::int32_t offset = 0;                                       ///< seconds ahead of UTC

  bool has(std::int64_t utc) const { return from <= utc && utc < to; }
};

/// A change of clocks: from `from` (seconds since 1970 UTC) until the next change they are `offset`
/// seconds east of UTC.
struct ZoneChange {
  std::int64_t from;
  std::int32_t offset;

  friend bool operator==(const ZoneChange&, const ZoneChange&) = default;
};

/// Parses a POSIX TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3`, with times from -167 to 167 hours
/// as in RFC 8536. Returns its clock changes for the years `first` to `last`, in the order of the
/// years; they ascend if the string is sensible. Returns an empty list for a clock that never
/// changes, and nullopt for any other text.
std::optional<std::vector<ZoneChange>> posix_changes(std::string_view text, int first, int last);

}  // namespace logscan
