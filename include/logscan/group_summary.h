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

/// Groups and series as plain values: what reports are made from. Strings are the log's own bytes.
namespace logscan {

/// What can be shown of a group, by the names that the command line, JSON and the docs use. Numbers
/// from kMeasures on measure a given format's own fields: see own_measure().
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
  kShare,  ///< count / that of all groups, or of those in the same span
  kSum,    ///< of the durations, as the next two
  kMean,
  kMin,
  kRps,  ///< count / the seconds that all lines came in, or those of the span
};

constexpr std::size_t kMeasures = 17;
constexpr std::array<const char*, kMeasures> kMeasureNames = {
    "count", "errors", "rate", "bytes", "clients", "p50",  "p90", "p95", "p99",
    "max",   "first",  "last", "share", "sum",     "mean", "min", "rps"};

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

/// What is measured of an own field that is a duration or a number: `p95(upstream_connect_time)`.
enum class OwnStat : std::uint8_t { kSum, kMean, kP50, kP90, kP95, kP99, kMax, kMin };

constexpr std::size_t kOwnStats = 8;
constexpr std::array<const char*, kOwnStats> kOwnStatNames = {"sum", "mean", "p50", "p90",
                                                              "p95", "p99",  "max", "min"};

constexpr std::size_t kAllMeasures = kMeasures + kOwnStats * kMaxOwnFields;

/// `place` is the field's in its OwnFields.
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

/// Whether it is one whose value is known only within Quantiles::kRelativeError.
constexpr bool is_percentile(Measure measure) {
  if (!is_own(measure)) return measure >= Measure::kP50 && measure <= Measure::kP99;
  return own_stat(measure) >= OwnStat::kP50 && own_stat(measure) <= OwnStat::kP99;
}

/// The same two where a format has fields of its own; a text has no measure.
std::string measure_name(Measure measure, const OwnFields& own);
std::optional<Measure> find_measure(std::string_view name, const OwnFields& own);

/// What an own measure is: nanoseconds of a duration, millionths of a number.
struct OwnAmount {
  __extension__ typedef unsigned __int128 Value;

  Measure measure;
  Value value;
};

/// One group, or several taken together. What was not asked for, or is not known of any of its
/// lines, is null.
struct GroupRow {
  std::vector<std::optional<std::string>> key;  ///< a value for each of `by`, null where the line's
                                                ///< is; empty for several groups together
  std::uint64_t count = 0;                      ///< lines; see GroupSummary::exact
  std::uint64_t errors = 0;                     ///< of these, status 400 to 599
  std::uint64_t of = 0;                         ///< the lines of which `count` is a share
  std::optional<std::uint64_t> bytes;           ///< the sum of those known, where below 2^64 - 1
  std::optional<std::uint64_t> clients;         ///< how many different ones
  std::optional<std::int64_t> p50;              ///< durations, nanoseconds
  std::optional<std::int64_t> p90;
  std::optional<std::int64_t> p95;
  std::optional<std::int64_t> p99;
  std::optional<std::int64_t> max;
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> mean;     ///< cut to whole nanoseconds
  std::optional<OwnAmount::Value> sum;  ///< likewise in nanoseconds
  std::optional<double> seconds;        ///< that `count` came in; null where no line has a time
  std::uint64_t durations = 0;   ///< how many lines have one, where any of these was asked for
  double duration_seconds = 0;   ///< and their sum
  std::optional<LogTime> first;  ///< earliest dated line
  std::optional<LogTime> last;
  std::vector<OwnAmount> own;  ///< of own measures, those that are known

  /// Lines per second; nullopt when `seconds` is.
  std::optional<double> rps() const;

  /// That of one of these; nullopt when it is not known.
  std::optional<OwnAmount::Value> own_amount(Measure measure) const;
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
  OwnFields own;                ///< that own measures in `show` are of
  std::vector<GroupRow> rows;
  std::uint64_t distinct = 0;  ///< how many groups there are, listed or not
  bool distinct_exact = true;  ///< else an estimate
  double distinct_error = 0;   ///< relative, of that
  bool exact = true;
  std::uint64_t error_bound = 0;
  double clients_error = 0;     ///< relative, of the numbers of clients; 0: they are exact
  double percentile_error = 0;  ///< relative, of the percentiles
  std::uint64_t min_count = 0;  ///< groups with fewer lines are no rows
  bool unmeasured = false;      ///< durations are shown, and there are lines, but none has one
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
  OwnFields own;
  std::vector<SeriesRow> rows;
  std::uint64_t undated = 0;  ///< lines without a readable time, which are in no row
  bool gaps = true;           ///< spans without a line are rows, too; else they were too many
  bool exact = true;          ///< as in GroupSummary, and so are all below
  std::uint64_t error_bound = 0;
  double clients_error = 0;
  double percentile_error = 0;
  bool unmeasured = false;
};

}  // namespace logscan
