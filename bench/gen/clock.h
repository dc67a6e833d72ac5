#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gen/random.h"

namespace logscan::gen {

/// The beginning of every generated log: midnight of 12 January 2026, UTC.
inline constexpr std::int64_t kLogStart = 1'768'176'000;

/// Returns an access-log time stamp: `12/Jan/2026:08:15:32 +0530`. `offset` is in minutes.
std::string stamp_text(std::int64_t unix_seconds, int offset);

/// Returns the same moment in RFC 3339: `2026-01-12T08:15:32+05:30`.
std::string rfc3339_text(std::int64_t unix_seconds, int offset);

/// Spreads the lines of a log over a span of time: quiet nights, busy days, noise from second to
/// second, an occasional flash crowd, and visitors whose requests come in small groups.
class Clock {
 public:
  /// `span` is 1 second to 31 days, `lines` at most 5 * 10^8, so that no product exceeds 64 bits.
  Clock(std::uint32_t span, std::uint64_t lines, std::uint64_t seed);

  /// Advances to the next line's time. Time never decreases; after `lines` calls it stays in the
  /// last second.
  void advance(Rng& rng);

  std::int64_t now() const { return kLogStart + second_; }

  /// Returns the current time stamp, with offset +0000. Valid until the next advance().
  std::string_view stamp() const { return stamp_; }

 private:
  std::uint64_t weight(std::uint32_t second) const;
  void refresh();

  std::uint32_t span_;
  std::uint64_t lines_;
  std::uint64_t noise_;
  std::uint64_t total_ = 0;    ///< The weights of all seconds.
  std::uint64_t reached_ = 0;  ///< The weights up to and including `second_`.
  std::uint64_t line_ = 0;
  std::uint32_t group_ = 0;  ///< The remaining lines with the time of the group's first line.
  std::uint32_t second_ = 0;
  std::string stamp_;
};

}  // namespace logscan::gen
