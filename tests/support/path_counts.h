#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "logscan/aggregate.h"
#include "logscan/engine.h"
#include "support/ask.h"
#include <gtest/gtest.h>

namespace logscan::test {

/// Counts the requests of each path over several runs in the calling thread.
class PathCounts {
 public:
  PathCounts() {
    options_.threads = 1;
    test::ask(options_, [&](QuerySpec& spec) {
      spec.groups = {{{"path"}, {Measure::kCount}, 100000, std::nullopt}};
    });
  }

  const EngineOptions& options() const { return options_; }

  /// Adds the result of a run. All inputs must be readable, and all lines requests.
  void add(const Aggregate& findings) {
    const Summary summary = findings.summarize(options_.query->spec);
    EXPECT_EQ(summary.totals.malformed, 0u);
    for (const InputSummary& input : summary.inputs)
      EXPECT_EQ(input.error.value_or(""), "") << input.path;
    for (const GroupRow& row : summary.groups.at(0).rows)
      counts_[row.key.at(0).value_or("")] += row.count;
  }

  std::uint64_t of(const std::string& path) const {
    const auto at = counts_.find(path);
    return at != counts_.end() ? at->second : 0;
  }

 private:
  EngineOptions options_;
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace logscan::test
