#pragma once

#include <cstdint>

namespace logscan {

/// From a moment on, until the next change, the clocks are `offset` seconds ahead of UTC.
struct ZoneChange {
  std::int64_t from;
  std::int32_t offset;

  friend bool operator==(const ZoneChange&, const ZoneChange&) = default;
};

}  // namespace logscan
