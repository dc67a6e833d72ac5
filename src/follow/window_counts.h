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

/// What is counted for a path that failed.
struct Failures {
  std::uint64_t count = 0;   ///< lines with a status of 400 to 599
  std::uint64_t server = 0;  ///< of these, 500 to 599

  void merge(const Failures& other) {
    count += other.count;
    server += other.server;
  }
  static constexpr std::size_t memory() { return 0; }
};

/// A path that failed, as a list shows it. `count` is at most WindowCounts::paths.bound() too high.
struct FailingPath {
  std::string path;
  std::uint64_t count = 0;
  std::uint64_t server = 0;
};

/// The lines among those counted that the logs held when following began. They come as fast as they
/// can be read, so only their time stamps say how much time they cover.
struct Backlog {
  void merge(const Backlog& other) {
    read = std::max(read, other.read);
    times.merge(other.times);
  }

  std::optional<FollowClock::time_point> read;  ///< When the last of them was; null without any.
  TimeSpan times;
};

/// The counts of some lines: of an interval, or of a slice of the window. Memory is bounded. The
/// spec must outlive them.
class WindowCounts {
 public:
  /// `path_budget` is in bytes, for all paths; so is `row_budget`, for the rows of groups.
  WindowCounts(const QuerySpec& spec, std::size_t path_budget, std::size_t row_budget);

  /// Moves here what a sink with the same query has counted. `backlog_read` says that the lines
  /// were there when following began, and when they were read.
  void take(LineSink& sink, std::optional<FollowClock::time_point> backlog_read = std::nullopt);

  /// Adds what another counted, of the same spec and budgets.
  void merge(const WindowCounts& other);
  void clear();

  /// The seconds that lines cover which were counted between two moments: the time that passed
  /// since the backlog was read, and the time between the first and the last line of that. Null if
  /// its lines have no time stamps.
  std::optional<double> seconds(FollowClock::time_point from, FollowClock::time_point to) const;

  std::uint64_t requests() const { return accounting.parsed; }
  std::uint64_t client_errors() const { return sum_of_codes(400, 499); }
  std::uint64_t server_errors() const { return sum_of_codes(500, 599); }
  std::uint64_t errors() const { return sum_of_codes(400, 599); }

  /// The paths that failed most often, then by bytes: as many as the query asks for, or `usual`.
  std::vector<FailingPath> failing_paths(std::size_t usual, LiveSort sort = LiveSort::kAsked) const;

  /// The answers to the spec's groups.
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
