#include "report/chart_axis.h"

#include <array>
#include <utility>

#include "report/clock_steps.h"
#include "report/wording.h"
#include "text/day.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::array<std::int64_t, 20> kTickSteps = {
    1,     5,     15,    60,   300,      600,      900,       1800,      3600,      7200,
    10800, 21600, 43200, kDay, 2 * kDay, 7 * kDay, 14 * kDay, 28 * kDay, 91 * kDay, 365 * kDay};

/// Returns the buckets in which a round time begins.
std::vector<std::size_t> buckets_at(const std::vector<LogTime>& starts, std::uint64_t every,
                                    std::int64_t step) {
  std::vector<std::size_t> found;
  if (starts.empty()) return found;
  const std::int64_t before = clock_seconds(starts.front()) - static_cast<std::int64_t>(every);
  std::int64_t last = floor_div(before, step);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::int64_t part = floor_div(clock_seconds(starts[i]), step);
    if (part != last) found.push_back(i);
    last = part;
  }
  return found;
}

}  // namespace

std::vector<TimeTick> time_ticks(const std::vector<LogTime>& starts, std::uint64_t every,
                                 std::size_t most) {
  std::vector<std::size_t> chosen;
  for (const std::int64_t step : kTickSteps) {
    chosen = buckets_at(starts, every, step);
    if (chosen.size() <= most) break;
  }
  if (chosen.size() > most) chosen.resize(most);  // of centuries
  std::vector<TimeTick> ticks;
  std::string last;
  for (const std::size_t bucket : chosen) {
    const LogTime& time = starts[bucket];
    TimeTick tick{bucket, "", ""};
    if (every < kDay) tick.time = time_label(time, 60).substr(kDateColumns + 1);
    std::string date = day_label(time);
    if (date != last) tick.date = date;
    last = std::move(date);
    ticks.push_back(std::move(tick));
  }
  return ticks;
}

std::uint64_t value_step(std::uint64_t peak) {
  for (std::uint64_t ten = 1;; ten *= 10) {
    for (const std::uint64_t digit : {1u, 2u, 5u}) {
      if (peak / (digit * ten) <= 2) return digit * ten;
    }
  }
}

std::string short_number(std::uint64_t value) {
  constexpr std::string_view kUnits = "kMGTPE";
  if (value < 1000) return std::to_string(value);
  double scaled = static_cast<double>(value) / 1000;
  std::size_t unit = 0;
  for (; scaled >= 999.95 && unit + 1 < kUnits.size(); ++unit)
    scaled /= 1000;
  return fmt::format("{:.3g}{}", scaled, kUnits[unit]);
}

}  // namespace logscan::detail
