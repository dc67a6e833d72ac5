#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.h"

namespace logscan::cli {

/// The words of the flags about partials, as they were given.
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

/// What they ask, checked.
struct Partials {
  bool write = false;  ///< a partial, in the report's place
  bool merge = false;  ///< the files are partials
  std::optional<ByteRange> range;
};

/// The group that they are in.
constexpr const char* kPartials = "Partials";

/// Defines them; as define_flags() does.
void define_partial_flags(CommandLine& app, PartialWords& words);

/// Throws UsageError, also for other flags that do not go with them.
Partials read_partials(const CommandLine& app, const PartialWords& words,
                       const std::vector<std::string>& files);

}  // namespace logscan::cli
