#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace logscan::faults {

/// The options that a run with a state needs so that a Consumer can read its report.
const std::vector<std::string>& report_arguments();

/// Keeps the last report of each window, as the documentation asks consumers to do.
class Consumer {
 public:
  /// Adds a report. Returns false if the report is truncated, and ignores it.
  bool receive(std::string_view report);

  /// Returns how often each line is in the windows; empty if no window has a line.
  std::map<std::size_t, std::uint64_t> lines() const;

  /// Returns the lines of the newest window, which a later report may replace.
  std::set<std::size_t> lines_of_newest() const;

  /// Returns whether the numbers of the reported windows have no gap.
  bool is_complete() const;

  std::uint64_t lost_bytes() const;
  bool lost_unknown() const;  ///< Whether more may be lost.
  std::uint64_t newest() const { return windows_.empty() ? 0 : windows_.rbegin()->first; }

 private:
  struct Window {
    std::map<std::size_t, std::uint64_t> lines;
    std::uint64_t lost_bytes = 0;
    bool maybe_more = false;
  };
  std::map<std::uint64_t, Window> windows_;
};

}  // namespace logscan::faults
