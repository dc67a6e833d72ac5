#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/summary.h"

/// Numbers and times in the words of all reports for people.
namespace logscan::detail {

constexpr std::size_t kDateColumns = 10;  ///< `2023-10-10`

/// Returns `5.10 %`. Rounds to 0 or 100 only if that is exact; returns `-` if `whole` is 0.
std::string share(std::uint64_t part, std::uint64_t whole);

/// Returns `1 line` or `2 lines`.
std::string counted(std::uint64_t count, std::string_view noun);

/// Returns `2023-10-10 14:05:02 .. 14:31:40`, without seconds if the days differ. Offsets are not
/// shown.
std::string short_period(const LogTime& first, const LogTime& last);

/// Returns `2023-10-10T14:05:02+00:00 .. 2023-10-10T14:31:40+00:00`.
std::string period_text(const std::optional<LogTime>& first, const std::optional<LogTime>& last);

/// Returns `2023-10-10 14:05` with the time's own offset, or only the day if `every` is a day or
/// more.
std::string time_label(const LogTime& time, std::uint64_t every);

/// Returns `Oct 10`, with the time's own offset.
std::string day_label(const LogTime& time);

/// Returns a moment by the clock of a timeline.
LogTime clock_time(const Timeline& timeline, std::int64_t seconds);

/// Returns a span in its largest whole unit: `15 minutes`, `1 day`.
std::string span_name(std::uint64_t seconds);

}  // namespace logscan::detail
