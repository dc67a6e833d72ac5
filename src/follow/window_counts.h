#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aggregate/group_table.h"
#include "aggregate/line_counts.h"
#include "engine/line_sink.h"
#include "engine/query_rows.h"
#include "follow/live_sort.h"
#include "follow/log_callbacks.h"
#include "logscan/log_line.h"
#include "logscan/query_spec.h"
#include "logscan/status.h"
#include "logscan/summary.h"

namespace logscan {

/// The counts of a failing path.
struct Failures {
  std::uint64_t count = 0;   ///< lines with a status of 400 to 599
  std::uint64_t server = 0;  ///< those with a status of 500 to 599

  void merge(const Failures& other) {
    count += other.count;
    server += other.server;
  }
  static constexpr std::size_t memory() { return 0; }
};

/// A failing path in a list. `count` is at most WindowCounts::paths.bound() too high.
struct FailingPath {
  std::string path;
  std::uint64_t count = 0;
  std::uint64_t server = 0;
};

/// Counted lines that the logs held when following began. They arrive as fast as they can be read,
/// so only their time stamps show how much time they cover.
struct Backlog {
  void merge(const Backlog& other) {
    read = std::max(read, other.read);
    times.merge(other.times);
  }

  /// When the last of them was read; null if there are none.
  std::optional<FollowClock::time_point> read;
  TimeSpan times;
};

/// The counts of an interval, or of a slice of the window. Memory is bounded. The spec must outlive
/// this object.
class WindowCounts {
 public:
  /// `path_budget` is in bytes, for all paths; `row_budget` likewise, for the rows of groups.
  WindowCounts(const QuerySpec& spec, std::size_t path_budget, std::size_t row_budget);

  /// Moves the counts of a sink with the same query into this object. `backlog_read` is set if the
  /// lines were present when following began: the time when they were read.
  void take(LineSink& sink, std::optional<FollowClock::time_point> backlog_read = std::nullopt);

  /// Adds other counts with the same spec and budgets.
  void merge(const WindowCounts& other);
  void clear();

  /// Returns the seconds covered by lines that were counted between two moments: the time since the
  /// backlog was read, plus the time between its first and last line. Null if its lines have no
  /// time stamps.
  std::optional<double> seconds(FollowClock::time_point from, FollowClock::time_point to) const;

  std::uint64_t requests() const { return accounting.parsed; }
  std::uint64_t client_errors() const { return sum_of_codes(400, 499); }
  std::uint64_t server_errors() const { return sum_of_codes(500, 599); }
  std::uint64_t errors() const { return sum_of_codes(400, 599); }

  /// Returns the paths that failed most often, then by bytes: as many as the query asks for, or
  /// `usual`.
  std::vector<FailingPath> failing_paths(std::size_t usual, LiveSort sort = LiveSort::kAsked) const;

  /// Returns the groups of the spec.
  std::vector<GroupSummary> groups(std::optional<double> seconds = std::nullopt) const;

  /// The same for a live view: in this order, and with lines per second.
  std::vector<GroupSummary> live_groups(std::optional<double> seconds, LiveSort sort) const;

  const std::array<std::uint64_t, kStatusCodes>& codes() const { return parsed_.codes(); }

  Accounting accounting;
  std::array<std::uint64_t, kReasons> reasons{};
  GroupTable<Failures> paths;
  QueryRows rows;
  Backlog backlog;

 private:
  std::uint64_t sum_of_codes(StatusCode first, StatusCode last) const;
  std::vector<GroupSummary> groups_of(const QuerySpec& spec, std::optional<double> seconds) const;

  const QuerySpec* spec_;
  LineCounts parsed_;
};

}  // namespace logscan
