#include "report/wording.h"

#include <algorithm>
#include <array>

#include "text/day.h"
#include <fmt/core.h>

namespace logscan::detail {

std::string share(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "-";
  const double percent = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  if (part > 0 && percent < 0.005) return "<0.01 %";
  if (part < whole && percent >= 99.995) return ">99.99 %";
  return fmt::format("{:.2f} %", percent);
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string short_period(const LogTime& first, const LogTime& last) {
  const std::string from = format_rfc3339(first);
  const std::string to = format_rfc3339(last);
  const std::string_view a = from;
  const std::string_view b = to;
  if (a.substr(0, 10) == b.substr(0, 10)) {
    return fmt::format("{} {} .. {}", a.substr(0, 10), a.substr(11, 8), b.substr(11, 8));
  }
  const std::size_t skip = a.substr(0, 5) == b.substr(0, 5) ? 5 : 0;  // the same year
  return fmt::format("{} {} .. {} {}", a.substr(0, 10), a.substr(11, 5), b.substr(skip, 10 - skip),
                     b.substr(11, 5));
}

std::string period_text(const std::optional<LogTime>& first, const std::optional<LogTime>& last) {
  return first && last ? format_rfc3339(*first) + " .. " + format_rfc3339(*last)
                       : "no line with a readable time";
}

std::string time_label(const LogTime& time, std::uint64_t every) {
  const std::string full = format_rfc3339(time);
  if (every >= kDay) return full.substr(0, 10);
  return full.substr(0, 10) + " " + full.substr(11, 5);
}

std::string day_label(const LogTime& time) {
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string full = format_rfc3339(time);
  const int month = std::clamp((full[5] - '0') * 10 + (full[6] - '0'), 1, 12);
  return fmt::format("{} {}", kMonths[static_cast<std::size_t>(month - 1)], full.substr(8, 2));
}

LogTime clock_time(const Timeline& timeline, std::int64_t seconds) {
  if (timeline.offsets.empty()) return {seconds, timeline.from.offset_minutes};
  const std::int64_t after = std::max<std::int64_t>(seconds - timeline.from.seconds, 0);
  const std::size_t bucket = static_cast<std::size_t>(after) / timeline.every;
  return {seconds, timeline.offsets[std::min(bucket, timeline.offsets.size() - 1)]};
}

std::string span_name(std::uint64_t seconds) {
  if (seconds % kDay == 0) return counted(seconds / kDay, "day");
  if (seconds % 3600 == 0) return counted(seconds / 3600, "hour");
  if (seconds % 60 == 0) return counted(seconds / 60, "minute");
  return counted(seconds, "second");
}

}  // namespace logscan::detail
