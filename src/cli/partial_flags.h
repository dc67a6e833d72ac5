#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "logscan/query_spec.h"

namespace logscan::cli {

/// The values of the options about partials, as they were given.
struct PartialWords {
  bool write = false;
  bool merge = false;
  std::string range;
  std::string name;
};

/// The lines whose first byte lies in [begin, end).
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Returns the name that --partial-name gives the machine. Without one it is the host's if rows
/// name files, and else empty, so that other partials do not depend on the host. Throws UsageError.
std::string read_partial_name(const PartialWords& words, const QuerySpec& spec);

/// Returns the bytes that --range names. Throws UsageError.
std::optional<ByteRange> read_range(const PartialWords& words);

}  // namespace logscan::cli
