#pragma once

#include <cstdint>

namespace logscan {

/// Lines whose field was looked at, and those among them where it cannot be read. Times are looked
/// at in every line, and not counted.
struct UnreadCounts {
  std::uint64_t lines = 0;
  std::uint64_t looked_at = 0;

  UnreadCounts& operator+=(const UnreadCounts& other) {
    lines += other.lines;
    looked_at += other.looked_at;
    return *this;
  }
};

}  // namespace logscan
