#pragma once

#include <cstdint>

namespace logscan {

/// A change of clocks: from `from` (seconds since 1970 UTC) until the next change they are `offset`
/// seconds east of UTC.
struct ZoneChange {
  std::int64_t from;
  std::int32_t offset;

  friend bool operator==(const ZoneChange&, const ZoneChange&) = default;
};

}  // namespace logscan
