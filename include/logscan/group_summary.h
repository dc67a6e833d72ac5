#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/log_time.h"

/// Groups and series as plain values: what reports are made from. Strings are the log's own bytes.
namespace logscan {

/// What can be shown of a group, by the names that the command line, JSON and the docs use.
enum class Measure : std::uint8_t {
  kCount,
  kErrors,
  kRate,  ///< errors / count
  kBytes,
  kClients,
  kP50,
  kP90,
  kP95,
  kP99,
  kMax,
  kFirst,
  kLast,
};

constexpr std::size_t kMeasures = 12;
constexpr std::array<const char*, kMeasures> kMeasureNames = {"count",   "errors", "rate",  "bytes",
                                                              "clients", "p50",    "p90",   "p95",
                                                              "p99",     "max",    "first", "last"};

constexpr const char* measure_name(Measure measure) {
  return kMeasureNames[static_cast<std::size_t>(measure)];
}

/// The measure of that name; nullopt when there is none.
constexpr std::optional<Measure> find_measure(std::string_view name) {
  for (std::size_t i = 0; i < kMeasures; ++i) {
    if (name == kMeasureNames[i]) return static_cast<Measure>(i);
  }
  return std::nullopt;
}

/// One group, or several taken together. What was not asked for, or is not known of any of its
/// lines, is null.
struct GroupRow {
  std::vector<std::optional<std::string>> key;  ///< a value for each of `by`, null where the line's
                                                ///< is; empty for several groups together
  std::uint64_t count = 0;                      ///< lines; see GroupSummary::exact
  std::uint64_t errors = 0;                     ///< of these, status 400 to 599
  std::optional<std::uint64_t> bytes;           ///< the sum of those known, where below 2^64 - 1
  std::optional<std::uint64_t> clients;         ///< how many different ones
  std::optional<std::int64_t> p50;              ///< durations, nanoseconds
  std::optional<std::int64_t> p90;
  std::optional<std::int64_t> p95;
  std::optional<std::int64_t> p99;
  std::optional<std::int64_t> max;
  std::uint64_t durations = 0;   ///< how many lines have one, where any of these was asked for
  double duration_seconds = 0;   ///< and their sum
  std::optional<LogTime> first;  ///< earliest dated line
  std::optional<LogTime> last;
};

/// The answer to one question for groups: the first of them, in order.
///
/// While `exact`, counts are exact. Else each count is never too low and at most error_bound too
/// high, and a group that is not among the rows came at most that often or is ranked behind them;
/// the other measures of a row are of the lines since the group was last taken up (see
/// group_table.h). In both cases `total` is of all lines. `others` is of the lines that are counted
/// in no row: while exact, the counts of rows and others add up to the total's, else to at least
/// that.
struct GroupSummary {
  std::vector<std::string> by;  ///< what the lines are grouped by, at least one
  std::vector<Measure> show;    ///< in this order
  std::vector<GroupRow> rows;
  std::uint64_t distinct = 0;  ///< how many groups there are, listed or not
  bool distinct_exact = true;  ///< else an estimate
  double distinct_error = 0;   ///< relative, of that
  bool exact = true;
  std::uint64_t error_bound = 0;
  double clients_error = 0;     ///< relative, of the numbers of clients; 0: they are exact
  double percentile_error = 0;  ///< relative, of the percentiles
  GroupRow total;
  GroupRow others;
};

/// Measures over time: one row for each span and group, by start, gaps included.
struct SeriesRow {
  LogTime start;  ///< with the zone's offset at that time
  GroupRow group;
};

struct SeriesSummary {
  std::uint64_t every = 60;     ///< seconds; a day may have 23 or 25 hours
  std::string zone;             ///< its name, or an offset
  std::vector<std::string> by;  ///< may be empty
  std::vector<Measure> show;
  std::vector<SeriesRow> rows;
  std::uint64_t undated = 0;  ///< lines without a readable time, which are in no row
  bool gaps = true;           ///< spans without a line are rows, too; else they were too many
  bool exact = true;          ///< as in GroupSummary, and so are all below
  std::uint64_t error_bound = 0;
  double clients_error = 0;
  double percentile_error = 0;
};

}  // namespace logscan
