#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace logscan::cli {

/// The values of the options about partials, as they were given.
struct PartialWords {
  bool write = false;
  bool merge = false;
  std::string range;
};

/// The lines whose first byte lies in [begin, end).
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Returns the bytes that --range names. Throws UsageError.
std::optional<ByteRange> read_range(const PartialWords& words);

}  // namespace logscan::cli
