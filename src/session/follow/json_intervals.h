#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "logscan/query_spec.h"
#include "session/follow/follow_output.h"

namespace logscan::cli {

/// Writes one JSON object a line: for each interval, or soon after something was added.
class JsonIntervals : public FollowOutput {
 public:
  /// The spec must outlive it. An interval of 0: none is given. Exact groups that exceed the memory
  /// go to temporary files in `spill_folder`.
  JsonIntervals(const QuerySpec& spec, std::chrono::milliseconds interval, Time now,
                LiveOutput& output, const std::string& spill_folder);

  WindowCounts& counts(Time) override { return counts_; }
  void took(Time now, const std::vector<FollowNote>& notes, bool came) override;
  std::optional<Time> due() const override { return due_; }
  State write(Time now) override;
  State finish(Time now) override;

 private:
  std::chrono::milliseconds interval_;
  const std::vector<FilterTerm> filters_;
  LiveOutput& output_;
  WindowCounts counts_;
  std::vector<FollowNote> notes_;
  Time from_;
  std::chrono::system_clock::time_point from_clock_;
  std::optional<Time> due_;
};

}  // namespace logscan::cli
