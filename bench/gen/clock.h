#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gen/random.h"

namespace logscan::gen {

/// Midnight of 12 January 2026, UTC: where every generated log begins.
inline constexpr std::int64_t kLogStart = 1'768'176'000;

/// Writes an access-log time stamp: `12/Jan/2026:08:15:32 +0530`. `offset` is in minutes.
std::string stamp_text(std::int64_t unix_seconds, int offset);

/// Writes the same moment as RFC 3339: `2026-01-12T08:15:32+05:30`.
std::string rfc3339_text(std::int64_t unix_seconds, int offset);

/// Spreads the lines of a log over a span of time: quiet nights, busy days, noise from second to
/// second, now and then a flash crowd, and visitors whose requests come in small groups.
class Clock {
 public:
  /// `span` is 1 second to 31 days, `lines` at most 5 * 10^8; what is computed from them stays
  /// below 2^64.
  Clock(std::uint32_t span, std::uint64_t lines, std::uint64_t seed);

  /// Goes on to the next line's time. Never goes back; stays in the last second after `lines`.
  void advance(Rng& rng);

  std::int64_t now() const { return kLogStart + second_; }

  /// The current time as the log writes it, with offset +0000. Valid until the next `advance`.
  std::string_view stamp() const { return stamp_; }

 private:
  std::uint64_t weight(std::uint32_t second) const;
  void refresh();

  std::uint32_t span_;
  std::uint64_t lines_;
  std::uint64_t noise_;
  std::uint64_t total_ = 0;    ///< the weights of all seconds
  std::uint64_t reached_ = 0;  ///< the weights up to and including `second_`
  std::uint64_t line_ = 0;
  std::uint32_t group_ = 0;  ///< lines left that share the time of the group's first
  std::uint32_t second_ = 0;
  std::string stamp_;
};

}  // namespace logscan::gen
