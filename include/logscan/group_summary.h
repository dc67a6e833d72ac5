#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/log_time.h"
#include "logscan/own_field.h"

/// Groups and series as plain values, from which reports are made. Strings are raw log bytes.
namespace logscan {

/// The measures of a group, with the names that the command line, JSON and the docs use. Numbers
/// from kMeasures on measure the given format's own fields; see own_measure().
enum class Measure : std::uint16_t {
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
  kShare,  ///< count / the count of all groups, or of those in the same span
  kSum,    ///< of durations, like the next two
  kMean,
  kMin,
  kRps,  ///< count / the seconds that all lines cover, or those of the span
};

constexpr std::size_t kMeasures = 17;
constexpr std::array<const char*, kMeasures> kMeasureNames = {
    "count", "errors", "rate", "bytes", "clients", "p50",  "p90", "p95", "p99",
    "max",   "first",  "last", "share", "sum",     "mean", "min", "rps"};

constexpr const char* measure_name(Measure measure) {
  return kMeasureNames[static_cast<std::size_t>(measure)];
}

/// Returns the measure of that name, or nullopt.
constexpr std::optional<Measure> find_measure(std::string_view name) {
  for (std::size_t i = 0; i < kMeasures; ++i) {
    if (name == kMeasureNames[i]) return static_cast<Measure>(i);
  }
  return std::nullopt;
}

/// The measures of an own field that is a duration or a number: `p95(upstream_connect_time)`.
enum class OwnStat : std::uint8_t { kSum, kMean, kP50, kP90, kP95, kP99, kMax, kMin };

constexpr std::size_t kOwnStats = 8;
constexpr std::array<const char*, kOwnStats> kOwnStatNames = {"sum", "mean", "p50", "p90",
                                                              "p95", "p99",  "max", "min"};

constexpr std::size_t kAllMeasures = kMeasures + kOwnStats * kMaxOwnFields;

/// Returns the measure of the own field at `place` of its OwnFields.
constexpr Measure own_measure(OwnStat stat, std::size_t place) {
  return static_cast<Measure>(kMeasures + place * kOwnStats + static_cast<std::size_t>(stat));
}
constexpr bool is_own(Measure measure) {
  return static_cast<std::size_t>(measure) >= kMeasures;
}
constexpr OwnStat own_stat(Measure measure) {
  return static_cast<OwnStat>((static_cast<std::size_t>(measure) - kMeasures) % kOwnStats);
}
constexpr std::size_t own_index(Measure measure) {
  return (static_cast<std::size_t>(measure) - kMeasures) / kOwnStats;
}

/// Returns whether the value is known only within Quantiles::kRelativeError.
constexpr bool is_percentile(Measure measure) {
  if (!is_own(measure)) return measure >= Measure::kP50 && measure <= Measure::kP99;
  return own_stat(measure) >= OwnStat::kP50 && own_stat(measure) <= OwnStat::kP99;
}

/// The same for a format with fields of its own. Text fields have no measures.
std::string measure_name(Measure measure, const OwnFields& own);
std::optional<Measure> find_measure(std::string_view name, const OwnFields& own);

/// The value of an own measure: nanoseconds for a duration, millionths for a number.
struct OwnAmount {
  __extension__ typedef unsigned __int128 Value;

  Measure measure;
  Value value;
};

/// One group, or several groups together. Values that the query does not ask for, or that none of
/// its lines has, are null.
struct GroupRow {
  /// One value per `by`, null if the line's is; empty for several groups together.
  std::vector<std::optional<std::string>> key;
  std::uint64_t count = 0;               ///< lines; see GroupSummary::exact
  std::uint64_t errors = 0;              ///< those with status 400 to 599
  std::uint64_t of = 0;                  ///< the lines of which `count` is a share
  std::uint64_t missed = 0;              ///< lines in `count` that the other measures may not cover
  std::optional<std::uint64_t> bytes;    ///< the sum of the known ones, if below 2^64 - 1
  std::optional<std::uint64_t> clients;  ///< the number of distinct ones
  std::optional<std::int64_t> p50;       ///< durations in nanoseconds
  std::optional<std::int64_t> p90;
  std::optional<std::int64_t> p95;
  std::optional<std::int64_t> p99;
  std::optional<std::int64_t> max;
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> mean;     ///< truncated to nanoseconds
  std::optional<OwnAmount::Value> sum;  ///< in nanoseconds
  std::optional<double> seconds;        ///< that the lines cover; null if no line has a time
  std::uint64_t durations = 0;          ///< lines with a duration, if the query asks for any
  double duration_seconds = 0;          ///< the sum of these durations
  std::optional<LogTime> first;         ///< time of the earliest dated line
  std::optional<LogTime> last;
  std::vector<OwnAmount> own;  ///< own measures that are known

  /// Returns the lines that the other measures cover.
  std::uint64_t covered() const { return count - missed; }

  /// Returns lines per second; nullopt without `seconds`.
  std::optional<double> rps() const;

  /// Returns the value of one of `own`; nullopt if it is not known.
  std::optional<OwnAmount::Value> own_amount(Measure measure) const;
};

/// The answer to one question for groups: the top groups, in order.
///
/// If `exact`, all counts are exact, and the counts of rows and others add up to the total.
/// Otherwise each count is never too low and at most error_bound too high, and the sum is at least
/// the total. A group that is not listed then has at most error_bound lines or ranks after the
/// rows. The other measures of a row then cover the lines since the group last entered the table
/// (see group_table.h).
///
/// `total` covers all lines in both cases. `others` covers the lines that no row counts.
struct GroupSummary {
  std::vector<std::string> by;  ///< the keys of the groups, at least one
  std::vector<Measure> show;    ///< the measures to show, in this order
  OwnFields own;                ///< the fields that own measures in `show` refer to
  std::vector<GroupRow> rows;
  std::uint64_t distinct = 0;  ///< number of groups, listed or not
  bool distinct_exact = true;  ///< false: `distinct` is an estimate
  double distinct_error = 0;   ///< relative error of `distinct`
  bool exact = true;
  std::uint64_t error_bound = 0;
  double clients_error = 0;     ///< relative error of the numbers of clients; 0 if they are exact
  double percentile_error = 0;  ///< relative error of the percentiles
  std::uint64_t min_count = 0;  ///< groups with fewer lines are not listed
  bool unmeasured = false;      ///< durations are shown, but none of the lines has one
  GroupRow total;
  GroupRow others;
};

/// Measures over time: one row per span and group, ordered by start, gaps included.
struct SeriesRow {
  LogTime start;  ///< with the offset of the zone at that time
  GroupRow group;
};

struct SeriesSummary {
  std::uint64_t every = 60;     ///< seconds; a day may have 23 or 25 hours
  std::string zone;             ///< a name or an offset
  std::vector<std::string> by;  ///< may be empty
  std::vector<Measure> show;
  OwnFields own;
  std::vector<SeriesRow> rows;
  std::uint64_t undated = 0;  ///< lines without a readable time, which belong to no row
  bool gaps = true;   ///< spans without lines have rows too; false if there would be too many
  bool exact = true;  ///< as in GroupSummary, like all below
  std::uint64_t error_bound = 0;
  double clients_error = 0;
  double percentile_error = 0;
  bool unmeasured = false;
};

}  // namespace logscan
