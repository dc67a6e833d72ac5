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

/// What a run with a state needs so that a Consumer can read its report.
const std::vector<std::string>& report_arguments();

/// Keeps the last report of each window, as whoever gets the reports is told to do.
class Consumer {
 public:
  /// A report, or what there is of it: one that is cut is not taken. False then.
  bool take(std::string_view report);

  /// How often each line is in the windows. Empty: not in any.
  std::map<std::size_t, std::uint64_t> lines() const;

  /// Those that are in the newest window, which may come again otherwise.
  std::set<std::size_t> lines_of_newest() const;

  /// Of the windows that were reported none is missing in between.
  bool is_complete() const;

  std::uint64_t lost_bytes() const;
  bool lost_unknown() const;  ///< and perhaps more
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
