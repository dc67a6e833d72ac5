#include <array>
#include <chrono>
#include <cstdint>
#include <utility>

#include "text/day.h"
#include "text/word_reader.h"
#include "text/zone_rules.h"

namespace logscan {
namespace {

constexpr std::int64_t kMaxOffsetHours = 24;
constexpr std::int64_t kMaxRuleHours = 167;

/// A day of each year and a time on it: `M3.5.0/2`, `J60` or `59`.
struct YearlyMoment {
  enum class Form { kWeekday, kWithoutLeapDay, kDayOfYear };
  Form form = Form::kDayOfYear;
  unsigned month = 0;
  unsigned week = 0;  ///< 5 means the last
  unsigned day = 0;   ///< of the week (0 is Sunday) or of the year
  std::int64_t time = 0;

  std::int64_t in(int number) const {
    const std::chrono::year year(number);
    return day_in(year).time_since_epoch().count() * kDay + time;
  }

 private:
  std::chrono::sys_days day_in(std::chrono::year year) const {
    if (form == Form::kWeekday) {
      const std::chrono::weekday weekday(day);
      const auto in_month = year / std::chrono::month(month);
      return week == 5 ? std::chrono::sys_days(in_month / weekday[std::chrono::last])
                       : std::chrono::sys_days(in_month / weekday[week]);
    }
    const std::chrono::sys_days first(year / 1 / 1);
    if (form == Form::kDayOfYear) return first + std::chrono::days(day);
    return first + std::chrono::days(day >= 60 && year.is_leap() ? day : day - 1);
  }
};

std::optional<unsigned> parse_number(WordReader& reader, std::int64_t low, std::int64_t high) {
  const std::optional<std::int64_t> number = reader.number();
  if (!number || *number < low || *number > high) return std::nullopt;
  return static_cast<unsigned>(*number);
}

/// Reads `CET` or `<+0330>`.
bool parse_name(WordReader& reader) {
  if (!reader.consume('<')) return reader.word().size() >= 3;
  while (!reader.consume('>')) {
    if (reader.word().empty() && !reader.digits(1, 0, 9) && !reader.consume('+') &&
        !reader.consume('-'))
      return false;
  }
  return true;
}

/// Reads `[+-]2[:00[:00]]`. Returns seconds.
std::optional<std::int64_t> parse_clock(WordReader& reader, std::int64_t most_hours) {
  const bool negative = reader.consume('-');
  if (!negative) reader.consume('+');
  const std::optional<unsigned> hours = parse_number(reader, 0, most_hours);
  if (!hours) return std::nullopt;
  std::int64_t seconds = *hours * std::int64_t{3600};
  for (const int unit : {60, 1}) {
    if (!reader.consume(':')) break;
    const std::optional<int> part = reader.digits(2, 0, 59);
    if (!part) return std::nullopt;
    seconds += *part * unit;
  }
  return negative ? -seconds : seconds;
}

/// Returns seconds east of UTC. POSIX counts them to the west.
std::optional<std::int32_t> parse_offset(WordReader& reader) {
  const std::optional<std::int64_t> west = parse_clock(reader, kMaxOffsetHours);
  if (!west || *west <= -kDay || *west >= kDay) return std::nullopt;
  return static_cast<std::int32_t>(-*west);
}

std::optional<YearlyMoment> parse_moment(WordReader& reader) {
  YearlyMoment moment;
  std::optional<unsigned> day;
  if (reader.consume('m')) {
    const std::optional<unsigned> month = parse_number(reader, 1, 12);
    if (!month || !reader.consume('.')) return std::nullopt;
    const std::optional<unsigned> week = parse_number(reader, 1, 5);
    if (!week || !reader.consume('.')) return std::nullopt;
    moment.form = YearlyMoment::Form::kWeekday;
    moment.month = *month;
    moment.week = *week;
    day = parse_number(reader, 0, 6);
  } else if (reader.consume('j')) {
    moment.form = YearlyMoment::Form::kWithoutLeapDay;
    day = parse_number(reader, 1, 365);
  } else {
    day = parse_number(reader, 0, 365);
  }
  const std::optional<std::int64_t> time =
      reader.consume('/') ? parse_clock(reader, kMaxRuleHours) : std::optional<std::int64_t>(7200);
  if (!day || !time) return std::nullopt;
  moment.day = *day;
  moment.time = *time;
  return moment;
}

}  // namespace

std::optional<std::vector<ZoneChange>> posix_changes(std::string_view text, int first, int last) {
  WordReader reader(text);
  if (!parse_name(reader)) return std::nullopt;
  const std::optional<std::int32_t> standard = parse_offset(reader);
  if (!standard) return std::nullopt;
  std::vector<ZoneChange> changes;
  if (reader.done()) return changes;

  if (!parse_name(reader)) return std::nullopt;
  std::optional<std::int32_t> summer = *standard + 3600;
  if (!reader.rest().starts_with(',')) summer = parse_offset(reader);
  if (!summer || *summer >= kDay || !reader.consume(',')) return std::nullopt;
  const std::optional<YearlyMoment> begin = parse_moment(reader);
  if (!begin || !reader.consume(',')) return std::nullopt;
  const std::optional<YearlyMoment> end = parse_moment(reader);
  if (!end || !reader.done()) return std::nullopt;

  for (int year = first; year <= last; ++year) {
    // Both times are local, as the clock shows them just before the change.
    ZoneChange to_summer{begin->in(year) - *standard, *summer};
    ZoneChange to_standard{end->in(year) - *summer, *standard};
    if (to_standard.from < to_summer.from) std::swap(to_summer, to_standard);
    changes.push_back(to_summer);
    changes.push_back(to_standard);
  }
  return changes;
}

}  // namespace logscan
