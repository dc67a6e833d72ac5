#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "baseline/reconcile.h"
#include "baseline/reference_parser.h"
#include "logscan/engine.h"

namespace logscan::detail {

/// Compares the scan with the reference line by line, and explains the other methods on the way.
struct Agreement {
  explicit Agreement(std::uint64_t max_line) : explanation(max_line) {}

  Explanation explanation;
  ReferenceParser parser;         ///< For the current input.
  TermsByStatus reference{};      ///< Error statuses that the reference gained or lost.
  std::uint64_t differs = 0;      ///< The number of lines on which the two disagree in any way.
  std::optional<Sample> example;  ///< The first of these lines.
};

/// Compares one line. `plain` is null if the reference has no such line, `scanned` if the scan has
/// none. If the file has grown and the scan's line extends beyond the part, only its offset is
/// compared.
void compare_line(const std::string& path, const PlainLine* plain, const VisitedLine* scanned,
                  std::uint64_t part_bytes, std::uint64_t max_line, Agreement& agreement);

/// Compares all lines of a part. Throws std::system_error.
void compare_part(const Part& part, const EngineOptions& options, Agreement& agreement);

}  // namespace logscan::detail
