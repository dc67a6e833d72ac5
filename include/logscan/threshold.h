#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/status.h"

namespace logscan {

/// A limit that a run is held against: `server_errors.rate > 0.01`. The language:
///
///     requests < 1000                requests errors client_errors server_errors status.503
///     status.503 >= 10               malformed: how many; K, M and G are powers of 1000
///     errors.rate > 5pct             the share of requests; of malformed that of the lines parsed,
///                                    malformed or filtered. 0.05, 5pct and 5% are the same
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

  static constexpr std::size_t kMostText = 1000;  ///< bytes that parse() takes

  Amount amount = Amount::kRequests;
  bool rate = false;      ///< the share, not the count
  StatusCode status = 0;  ///< of kStatus
  double quantile = 0;    ///< of kDuration, from 0 to 1, which is the largest
  Order order = Order::kMore;
  double limit = 0;  ///< a count; a share from 0 to 1; nanoseconds
  std::string text;  ///< what was parsed, with one space between its three words

  /// Throws ExpressionError (expression.h) with the column at fault, and what may have been meant.
  static Threshold parse(std::string_view text);

  bool holds(double value) const;

  /// Whether a larger value is nearer to holding: of > and >=.
  bool is_upper() const { return order == Order::kMore || order == Order::kMoreOrSame; }

  /// Whether a line with this status is one of those counted; of amounts that statuses decide.
  bool counts(StatusCode code) const;

  friend bool operator==(const Threshold&, const Threshold&) = default;
};

/// How one threshold came out: of all lines, or of all groups by some keys. Strings are the log's
/// own bytes.
struct ThresholdResult {
  Threshold threshold;
  bool holds = false;  ///< of the total, or of at least one group; for certain

  /// The total's, or that of the group that is nearest to holding or farthest beyond it: a count, a
  /// share, or nanoseconds. nullopt where nothing was judged.
  std::optional<double> value;
  std::uint64_t part = 0;   ///< the lines counted
  std::uint64_t whole = 0;  ///< those of which they are: requests, but where it is about malformed
                            ///< lines all that are parsed, malformed or filtered

  std::vector<std::string> by;                  ///< empty: of the total
  std::vector<std::optional<std::string>> key;  ///< of that group; empty where there is none
  std::uint64_t judged = 0;                     ///< groups; 1 for a total
  std::uint64_t failing = 0;                    ///< of these, those in which it holds

  // If the groups are no longer exact (see GroupSummary), it may hold in groups that do not show
  // it.
  std::uint64_t unsure = 0;  ///< groups for which counts are too rough to tell
  std::uint64_t unseen =
      0;  ///< the most requests that a dropped group can have; 0: none can matter

  bool unmeasured = false;  ///< it asks for durations, and there were lines but none had any

  /// Else there is something to look at, whether or not it holds.
  bool is_sure() const { return unsure == 0 && unseen == 0 && !unmeasured; }
};

}  // namespace logscan
