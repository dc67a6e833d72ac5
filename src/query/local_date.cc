#include "query/local_date.h"

#include <chrono>
#include <string_view>

namespace logscan::detail {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kFirstDay = -719528;  // 0000-01-01
constexpr std::int64_t kLastDay = 2932896;   // 9999-12-31

// Towards minus infinity.
constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

constexpr std::int64_t floor_rest(std::int64_t value, std::int64_t by) {
  return value % by + (value % by < 0 ? by : 0);
}

void append_two_digits(unsigned value, std::string& out) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

}  // namespace

std::optional<LocalDate> local_date(const LogTime& time, const ZoneOffset& offset) {
  const std::int64_t ahead = offset ? offset(time.seconds) : time.offset_minutes * 60;
  // Days first, so that no sum can overflow.
  const std::int64_t second = floor_rest(time.seconds, kDay) + ahead;
  const std::int64_t day = floor_divide(time.seconds, kDay) + floor_divide(second, kDay);
  if (day < kFirstDay || day > kLastDay) return std::nullopt;
  return LocalDate{day, static_cast<std::int32_t>(floor_rest(second, kDay))};
}

void append_hour(const LocalDate& date, std::string& out) {
  append_two_digits(static_cast<unsigned>(date.second / 3600), out);
}

void append_weekday(const LocalDate& date, std::string& out) {
  constexpr std::string_view kNames[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                         "Friday", "Saturday", "Sunday"};
  out += kNames[floor_rest(date.day + 3, 7)];  // 1970-01-01 was a Thursday
}

void append_day(const LocalDate& date, std::string& out) {
  const std::chrono::year_month_day day(
      std::chrono::sys_days(std::chrono::days(static_cast<int>(date.day))));
  const auto year = static_cast<unsigned>(static_cast<int>(day.year()));
  append_two_digits(year / 100, out);
  append_two_digits(year % 100, out);
  out += '-';
  append_two_digits(static_cast<unsigned>(day.month()), out);
  out += '-';
  append_two_digits(static_cast<unsigned>(day.day()), out);
}

}  // namespace logscan::detail
