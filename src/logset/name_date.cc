#include <algorithm>
#include <chrono>
#include <cstdint>

#include "logset/log_names.h"
#include "text/ascii.h"

namespace logscan {
namespace {

constexpr std::size_t kMostDigits = 18;  // fit into 64 bits
constexpr std::uint64_t kFirstYear = 1990;
constexpr std::uint64_t kLastYear = 2099;
constexpr std::uint64_t kSecondsPerDay = 86400;

std::uint64_t value_of(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char c : digits)
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

// Removes up to `most` digits from the front and returns them; may be empty.
std::string_view take_digits(std::string_view& text, std::size_t most) {
  std::size_t count = 0;
  while (count < text.size() && count < most && is_digit(text[count]))
    ++count;
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

bool take(std::string_view& text, std::string_view one_of, char& taken) {
  if (text.empty() || one_of.find(text.front()) == std::string_view::npos) return false;
  taken = text.front();
  text.remove_prefix(1);
  return true;
}

std::optional<NameDate> date_of(std::uint64_t year, std::uint64_t month, std::uint64_t day) {
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  return NameDate{std::chrono::sys_days(date).time_since_epoch().count(), {}};
}

// Parses a number of four, six or eight digits; the rest of the digits is a part of its own.
std::optional<NameDate> compact_date(std::string_view digits) {
  std::optional<NameDate> date;
  const std::uint64_t year = value_of(digits.substr(0, 4));
  switch (digits.size()) {
    case 4:
      return date_of(year, 1, 1);
    case 6:
      return date_of(year, value_of(digits.substr(4)), 1);
    case 8:
    case 10:
    case 12:
    case 14:
      date = date_of(year, value_of(digits.substr(4, 2)), value_of(digits.substr(6, 2)));
      if (date) date->parts[0] = value_of(digits.substr(8));
      break;
    default:
      return std::nullopt;
  }
  if (date || digits.size() != 10 || digits.front() == '0') return date;
  const std::uint64_t seconds = value_of(digits);
  return NameDate{static_cast<std::int64_t>(seconds / kSecondsPerDay), {seconds % kSecondsPerDay}};
}

// Parses `2026-01-15` and `2026-01`, and the same with other separators. Removes them from the
// text.
std::optional<NameDate> spaced_date(std::string_view& text) {
  std::string_view rest = text;
  const std::string_view year = take_digits(rest, 4);
  char separator = 0;
  if (year.size() != 4 || !take(rest, "-_.", separator)) return std::nullopt;
  const std::string_view month = take_digits(rest, 2);
  if (month.size() != 2) return std::nullopt;
  std::string_view day = "01";
  if (!rest.empty()) {
    char second = 0;
    if (!take(rest, {&separator, 1}, second)) return std::nullopt;
    day = take_digits(rest, 2);
    if (day.size() != 2 || (!rest.empty() && is_digit(rest.front()))) return std::nullopt;
  }
  text = rest;
  return date_of(value_of(year), value_of(month), value_of(day));
}

// Parses times and counts: numbers with separators.
bool read_parts(std::string_view text, NameDate& date, std::size_t place) {
  char separator = 0;
  while (take(text, "-_.T:", separator)) {
    const std::string_view digits = take_digits(text, kMostDigits);
    if (digits.empty() || place == date.parts.size()) return false;
    date.parts[place++] = value_of(digits);
  }
  return text.empty() || text == "Z";
}

}  // namespace

std::optional<NameDate> read_name_date(std::string_view text) {
  if (text.size() > kLongestNameDate) return std::nullopt;
  std::string_view rest = text;
  if (std::optional<NameDate> date = spaced_date(rest)) {
    if (read_parts(rest, *date, 0)) return date;
  }
  rest = text;
  const std::string_view digits = take_digits(rest, kMostDigits);
  std::optional<NameDate> date = compact_date(digits);
  if (!date || !read_parts(rest, *date, digits.size() > 8 ? 1 : 0)) return std::nullopt;
  return date;
}

std::optional<NameDate> read_short_date(std::string_view digits) {
  if (digits.size() != 4 && digits.size() != 6 && digits.size() != 8) return std::nullopt;
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  const std::uint64_t year = value_of(digits.substr(0, 2));
  const std::uint64_t month = value_of(digits.substr(2, 2));
  const std::uint64_t day = digits.size() > 4 ? value_of(digits.substr(4, 2)) : 1;
  std::optional<NameDate> date = date_of(year < 90 ? 2000 + year : 1900 + year, month, day);
  if (date && digits.size() == 8) date->parts[0] = value_of(digits.substr(6));
  return date;
}

}  // namespace logscan
