#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

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

}  // namespace logscan
