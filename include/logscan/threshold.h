#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/status.h"

namespace logscan {

/// A limit that a run is judged by: `server_errors.rate > 0.01`. The language:
///
///     requests < 1000                requests errors client_errors server_errors status.503
///     status.503 >= 10               malformed: the count; K, M and G are powers of 1000
///     errors.rate > 5pct             the share of requests; for malformed, the share of all lines
///                                    parsed, malformed or filtered. 0.05, 5pct and 5% are equal
///     p99(duration) > 2s             p50, p99, p99.9, ..., max; the unit is ns, us, ms, s, m or h
///
/// with one of > >= < <= == (or =) and !=.
struct Threshold {
  enum class Amount : std::uint8_t {
    kRequests,
    kErrors,
    kClientErrors,
    kServerErrors,
    kStatus,
    kMalformed,
    kDuration,
  };
  enum class Order : std::uint8_t { kMore, kMoreOrSame, kLess, kLessOrSame, kSame, kOther };

  static constexpr std::size_t kMostText = 1000;  ///< longest text that parse() accepts, in bytes

  Amount amount = Amount::kRequests;
  bool rate = false;      ///< judge the share, not the count
  StatusCode status = 0;  ///< of kStatus
  double quantile = 0;    ///< of kDuration, from 0 to 1; 1 is the maximum
  Order order = Order::kMore;
  double limit = 0;  ///< a count; a share from 0 to 1; nanoseconds
  std::string text;  ///< the parsed text, with one space between its three words

  /// Throws ExpressionError (expression.h) with the column of the error and a suggestion.
  static Threshold parse(std::string_view text);

  bool holds(double value) const;

  /// Returns whether larger values come nearer to holding: for > and >=.
  bool is_upper() const { return order == Order::kMore || order == Order::kMoreOrSame; }

  /// Returns whether a line with this status counts. Only for amounts that statuses decide.
  bool counts(StatusCode code) const;

  friend bool operator==(const Threshold&, const Threshold&) = default;
};

/// The outcome of one threshold for all lines, or for all groups by some keys. Strings are raw log
/// bytes.
struct ThresholdResult {
  Threshold threshold;
  bool holds = false;  ///< for the total or at least one group, and certain

  /// The value of the total, or of the group nearest to holding or furthest past the limit: a
  /// count, a share, or nanoseconds. nullopt if nothing was judged.
  std::optional<double> value;
  std::uint64_t part = 0;   ///< the lines counted
  std::uint64_t whole = 0;  ///< the lines that `part` is a share of: requests, or for `malformed`
                            ///< all lines that are parsed, malformed or filtered

  std::vector<std::string> by;                  ///< empty: for the total
  std::vector<std::optional<std::string>> key;  ///< of that group; empty if there is none
  std::uint64_t judged = 0;                     ///< groups judged; 1 for a total
  std::uint64_t failing = 0;                    ///< groups in which the threshold holds

  // If the groups are no longer exact (see GroupSummary), the threshold may hold in groups that are
  // not counted in `failing`.
  std::uint64_t unsure = 0;  ///< groups whose counts are too imprecise to tell
  /// The most requests that a dropped group can have; 0 if none can matter.
  std::uint64_t unseen = 0;

  bool unmeasured = false;  ///< the threshold is on durations, but none of the lines has one

  /// Returns whether the outcome is certain, holding or not.
  bool is_sure() const { return unsure == 0 && unseen == 0 && !unmeasured; }
};

}  // namespace logscan
