#pragma once

#include <cstdint>

namespace logscan {

/// Parsed lines whose field was read, and those among them where its column holds something else.
/// Times are read in every line, so looked_at stays 0 for them.
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
