#include "logscan/log_time.h"

#include <cstddef>

namespace logscan {
namespace {

constexpr int kBad = -1;

constexpr unsigned letters(char a, char b, char c) {
  return static_cast<unsigned>(static_cast<unsigned char>(a)) << 16 |
         static_cast<unsigned>(static_cast<unsigned char>(b)) << 8 | static_cast<unsigned char>(c);
}

constexpr unsigned kMonths[] = {
    letters('J', 'a', 'n'), letters('F', 'e', 'b'), letters('M', 'a', 'r'), letters('A', 'p', 'r'),
    letters('M', 'a', 'y'), letters('J', 'u', 'n'), letters('J', 'u', 'l'), letters('A', 'u', 'g'),
    letters('S', 'e', 'p'), letters('O', 'c', 't'), letters('N', 'o', 'v'), letters('D', 'e', 'c')};

/// A reader over the text: each step takes what it expects or leaves the cursor failed for good.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }

  bool take(char expected) {
    if (done() || text_[at_] != expected) return false;
    ++at_;
    return true;
  }

  /// Exactly kCount digits as a number, or kBad.
  template <std::size_t kCount>
  int digits() {
    if (text_.size() - at_ < kCount) return kBad;
    unsigned value = 0;
    bool good = true;
    for (std::size_t i = 0; i < kCount; ++i) {
      const unsigned digit = static_cast<unsigned char>(text_[at_ + i]) - unsigned{'0'};
      good &= digit <= 9;
      value = value * 10 + digit;
    }
    if (!good) return kBad;
    at_ += kCount;
    return static_cast<int>(value);
  }

  /// An English month's three letters as 1 to 12, or kBad.
  int month_name() {
    if (text_.size() - at_ < 3) return kBad;
    const unsigned name = letters(text_[at_], text_[at_ + 1], text_[at_ + 2]);
    for (int i = 0; i < 12; ++i) {
      if (kMonths[i] != name) continue;
      at_ += 3;
      return i + 1;
    }
    return kBad;
  }

  /// `.123` or `,123`, passed over; false when the mark stands without a digit.
  bool skip_fraction() {
    if (!take('.') && !take(',')) return true;
    if (digits<1>() == kBad) return false;
    while (digits<1>() != kBad) {
    }
    return true;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

constexpr bool in(int value, int low, int high) {
  return value >= low && value <= high;
}

constexpr bool is_leap_year(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int days_in_month(int year, int month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// `13:55:36[.fraction]` as seconds of the day, or kBad. 60 is a leap second: it becomes the next
/// minute's first.
int time_of_day(Cursor& cursor) {
  const int hour = cursor.digits<2>();
  if (!in(hour, 0, 23) || !cursor.take(':')) return kBad;
  const int minute = cursor.digits<2>();
  if (!in(minute, 0, 59) || !cursor.take(':')) return kBad;
  const int second = cursor.digits<2>();
  if (!in(second, 0, 60) || !cursor.skip_fraction()) return kBad;
  return hour * 3600 + minute * 60 + second;
}

/// `-0700` or, where `colon` allows it, `-07:00`, as minutes.
std::optional<int> offset(Cursor& cursor, bool colon) {
  const bool negative = cursor.peek() == '-';
  if (!cursor.take(negative ? '-' : '+')) return std::nullopt;
  const int hours = cursor.digits<2>();
  if (!in(hours, 0, 23)) return std::nullopt;
  if (colon) cursor.take(':');
  const int minutes = cursor.digits<2>();
  if (!in(minutes, 0, 59)) return std::nullopt;
  const int total = hours * 60 + minutes;
  return negative ? -total : total;
}

std::optional<LogTime> moment(int year, int month, int day, int second_of_day, int offset_minutes) {
  if (!in(month, 1, 12) || !in(day, 1, days_in_month(year, month))) return std::nullopt;
  const std::int64_t days =
      days_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  return LogTime{days * 86400 + second_of_day - std::int64_t{offset_minutes} * 60,
                 static_cast<std::int16_t>(offset_minutes)};
}

/// `10/Oct/2000:13:55:36 -0700`
std::optional<LogTime> parse_apache(Cursor cursor) {
  const int day = cursor.digits<2>();
  if (day == kBad || !cursor.take('/')) return std::nullopt;
  const int month = cursor.month_name();
  if (month == kBad || !cursor.take('/')) return std::nullopt;
  const int year = cursor.digits<4>();
  if (year == kBad || !cursor.take(':')) return std::nullopt;
  const int seconds = time_of_day(cursor);
  if (seconds == kBad) return std::nullopt;

  int minutes = 0;
  if (cursor.take(' ')) {
    const std::optional<int> read = offset(cursor, false);
    if (!read) return std::nullopt;
    minutes = *read;
  }
  if (!cursor.done()) return std::nullopt;
  return moment(year, month, day, seconds, minutes);
}

/// `2000-10-10T13:55:36-07:00`
std::optional<LogTime> parse_iso(Cursor cursor) {
  const int year = cursor.digits<4>();
  if (year == kBad || !cursor.take('-')) return std::nullopt;
  const int month = cursor.digits<2>();
  if (month == kBad || !cursor.take('-')) return std::nullopt;
  const int day = cursor.digits<2>();
  if (day == kBad || !(cursor.take('T') || cursor.take(' '))) return std::nullopt;
  const int seconds = time_of_day(cursor);
  if (seconds == kBad) return std::nullopt;

  int minutes = 0;
  if (!cursor.done() && !cursor.take('Z')) {
    const std::optional<int> read = offset(cursor, true);
    if (!read) return std::nullopt;
    minutes = *read;
  }
  if (!cursor.done()) return std::nullopt;
  return moment(year, month, day, seconds, minutes);
}

char* put_digits(char* to, std::uint64_t value, int count) {
  for (int i = count - 1; i >= 0; --i) {
    to[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return to + count;
}

}  // namespace

std::optional<LogTime> parse_log_time(std::string_view text) {
  // The shortest form of both is longer than this, and only Apache's has a slash here.
  if (text.size() < 19) return std::nullopt;
  return text[2] == '/' ? parse_apache(Cursor(text)) : parse_iso(Cursor(text));
}

std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  // Years are counted from 1 March, so that the leap day is the last of its year; an era is 400 of
  // them, 146,097 days.
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

std::string format_rfc3339(const LogTime& time) {
  const std::int64_t local = time.seconds + std::int64_t{time.offset_minutes} * 60;
  const std::int64_t days = (local >= 0 ? local : local - 86399) / 86400;
  const auto second = static_cast<std::uint64_t>(local - days * 86400);

  // The reverse of days_from_civil.
  const std::int64_t shifted = days + 719468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const std::int64_t day_of_era = shifted - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);

  std::string text;
  std::uint64_t shown_year = static_cast<std::uint64_t>(year);
  if (year < 0) {
    text += '-';
    shown_year = std::uint64_t{0} - shown_year;
  }
  int year_digits = 4;
  for (std::uint64_t rest = shown_year / 10000; rest > 0; rest /= 10)
    ++year_digits;

  char buffer[48];
  char* to = put_digits(buffer, shown_year, year_digits);
  const auto field = [&to](char mark, std::uint64_t value) {
    *to++ = mark;
    to = put_digits(to, value, 2);
  };
  field('-', static_cast<std::uint64_t>(month));
  field('-', static_cast<std::uint64_t>(day));
  field('T', second / 3600);
  field(':', second / 60 % 60);
  field(':', second % 60);
  const bool west = time.offset_minutes < 0;
  const auto minutes = static_cast<unsigned>(west ? -time.offset_minutes : time.offset_minutes);
  field(west ? '-' : '+', minutes / 60);
  field(':', minutes % 60);
  return text.append(buffer, static_cast<std::size_t>(to - buffer));
}

}  // namespace logscan
