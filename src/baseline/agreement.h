#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "baseline/reconcile.h"
#include "baseline/reference_parser.h"
#include "logscan/engine.h"

namespace logscan::detail {

/// The scan and the reference beside each other, line by line, and on the way what explains the
/// other methods.
struct Agreement {
  explicit Agreement(std::uint64_t max_line) : explanation(max_line) {}

  Explanation explanation;
  ReferenceParser parser;  ///< of the input at hand
  TermsByStatus
      reference{};  ///< error statuses on which they disagree: gained and lost by the reference
  std::uint64_t differs = 0;      ///< lines on which they disagree in anything
  std::optional<Sample> example;  ///< the first of them
};

/// Compares one line; `scanned` is null when the scan has no such line, `plain` when the reference
/// has none. Where the part ends within the line that the scan saw (the file has grown since), only
/// its place is compared.
void compare_line(const std::string& path, const PlainLine* plain, const VisitedLine* scanned,
                  std::uint64_t part_bytes, std::uint64_t max_line, Agreement& agreement);

/// Throws std::system_error.
void compare_part(const Part& part, const EngineOptions& options, Agreement& agreement);

}  // namespace logscan::detail
