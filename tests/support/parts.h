#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "logscan/aggregate.h"
#include "support/log_maker.h"
#include "support/sweep.h"

/// Runs over parts of a log, to be merged again.
namespace logscan::test {

constexpr std::uint64_t kToTheEnd = std::numeric_limits<std::uint64_t>::max();

/// Collects [begin, end) of a file.
inline Aggregate collect_part(const std::string& path, std::uint64_t begin, std::uint64_t end,
                              const EngineOptions& options) {
  std::vector<Input> inputs = open_all({path});
  inputs[0].select(begin, end);
  return collect(inputs, options);
}

/// Collects the parts between consecutive `edges`, which ascend.
inline std::vector<Aggregate> collect_parts(const std::string& path,
                                            const std::vector<std::uint64_t>& edges,
                                            const EngineOptions& options) {
  std::vector<Aggregate> parts;
  std::uint64_t begin = 0;
  for (const std::uint64_t edge : edges) {
    parts.push_back(collect_part(path, begin, edge, options));
    begin = edge;
  }
  parts.push_back(collect_part(path, begin, kToTheEnd, options));
  return parts;
}

/// Merges parts in a random order and grouping. Requires at least one part.
inline Aggregate merge_at_random(std::vector<Aggregate> parts, LogMaker& random) {
  while (parts.size() > 1) {
    const std::size_t i = random.below(parts.size());
    Aggregate taken = std::move(parts[i]);
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    parts[random.below(parts.size())].merge(taken);
  }
  return std::move(parts[0]);
}

}  // namespace logscan::test
