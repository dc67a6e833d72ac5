#include "logscan/log_time.h"

#include <cstddef>

#include "text/ascii.h"
#include "text/known_minute.h"

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

/// Reads a time stamp from left to right. A step that does not find what it expects consumes
/// nothing.
class StampReader {
 public:
  explicit StampReader(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }

  bool consume(char expected) {
    if (done() || text_[at_] != expected) return false;
    ++at_;
    return true;
  }

  bool consume(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }

  /// Reads exactly kCount digits. Returns kBad otherwise.
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

  /// Reads the three letters of an English month. Returns 1 to 12, or kBad.
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

  /// Reads one or two digits.
  int one_or_two_digits() {
    const int two = digits<2>();
    return two != kBad ? two : digits<1>();
  }

  /// Reads all letters that follow, perhaps none.
  std::string_view word() {
    const std::size_t begin = at_;
    while (!done() && static_cast<unsigned char>((text_[at_] | 0x20) - 'a') < 26)
      ++at_;
    return text_.substr(begin, at_ - begin);
  }

  /// Skips `.123` or `,123`. Returns false when the mark has no digit after it.
  bool skip_fraction() {
    if (!consume('.') && !consume(',')) return true;
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

/// Reads `13:55:36[.fraction]`. Returns seconds of the day, or kBad. Second 60, a leap second,
/// becomes the first of the next minute.
int time_of_day(StampReader& reader) {
  const int hour = reader.digits<2>();
  if (!in(hour, 0, 23) || !reader.consume(':')) return kBad;
  const int minute = reader.digits<2>();
  if (!in(minute, 0, 59) || !reader.consume(':')) return kBad;
  const int second = reader.digits<2>();
  if (!in(second, 0, 60) || !reader.skip_fraction()) return kBad;
  return hour * 3600 + minute * 60 + second;
}

// Gitea before 1.16 writes its access log through an HTML template, which escapes the plus sign.
constexpr std::string_view kEscapedPlus = "&#43;";

/// Reads `-0700`, `-07:00` or `-07`. Returns minutes.
std::optional<int> numeric_offset(StampReader& reader) {
  const bool negative = reader.consume('-');
  if (!negative && !reader.consume('+') && !reader.consume(kEscapedPlus)) return std::nullopt;
  const int hours = reader.digits<2>();
  if (!in(hours, 0, 23)) return std::nullopt;
  int minutes = 0;
  if (reader.consume(':') || is_digit(reader.peek())) {
    minutes = reader.digits<2>();
    if (!in(minutes, 0, 59)) return std::nullopt;
  }
  const int total = hours * 60 + minutes;
  return negative ? -total : total;
}

struct NamedOffset {
  std::string_view name;
  int minutes;
};

// Abbreviations of RFC 822 and the tz database that mean one offset everywhere. IST (India,
// Ireland, Israel), AST and others are ambiguous, so a stamp with one of them has no known time.
// CST is the American one, as in RFC 822.
constexpr NamedOffset kNamedOffsets[] = {
    {"UTC", 0},     {"GMT", 0},     {"UT", 0},     {"Z", 0},      {"EST", -300}, {"EDT", -240},
    {"CST", -360},  {"CDT", -300},  {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420},
    {"AKST", -540}, {"AKDT", -480}, {"HST", -600}, {"WET", 0},    {"WEST", 60},  {"BST", 60},
    {"CET", 60},    {"CEST", 120},  {"MET", 60},   {"MEST", 120}, {"EET", 120},  {"EEST", 180},
    {"SAST", 120},  {"JST", 540},   {"KST", 540},  {"HKT", 480},  {"AEST", 600}, {"AEDT", 660},
    {"ACST", 570},  {"ACDT", 630},  {"AWST", 480}, {"NZST", 720}, {"NZDT", 780}};

std::optional<int> named_offset(std::string_view name) {
  for (const NamedOffset& known : kNamedOffsets) {
    if (known.name == name) return known.minutes;
  }
  return std::nullopt;
}

/// Reads the rest of a stamp after the time of day: nothing, or an offset as a number or a name,
/// optionally after a space.
std::optional<int> offset_to_end(StampReader& reader) {
  if (reader.done()) return kNoOffset;
  reader.consume(' ');
  std::optional<int> minutes;
  if (reader.peek() == '+' || reader.peek() == '-' || reader.peek() == '&') {
    minutes = numeric_offset(reader);
  } else {
    minutes = named_offset(reader.word());
  }
  return reader.done() ? minutes : std::nullopt;
}

struct Date {
  int year = kBad;
  int month = kBad;
  int day = kBad;
};

std::optional<LogTime> moment(const Date& date, int second_of_day, std::optional<int> offset) {
  if (second_of_day == kBad || !offset || date.year == kBad) return std::nullopt;
  if (!in(date.month, 1, 12) || !in(date.day, 1, days_in_month(date.year, date.month)))
    return std::nullopt;
  const std::int64_t days = days_from_civil(date.year, static_cast<unsigned>(date.month),
                                            static_cast<unsigned>(date.day));
  const int ahead = *offset == kNoOffset ? 0 : *offset;
  return LogTime{days * 86400 + second_of_day - std::int64_t{ahead} * 60,
                 static_cast<std::int16_t>(*offset)};
}

/// Parses `10/Oct/2000:13:55:36 -0700`. The first colon may be a space.
std::optional<LogTime> parse_apache(StampReader reader) {
  Date date;
  date.day = reader.one_or_two_digits();
  if (date.day == kBad || !reader.consume('/')) return std::nullopt;
  date.month = reader.month_name();
  if (date.month == kBad || !reader.consume('/')) return std::nullopt;
  date.year = reader.digits<4>();
  if (date.year == kBad || !(reader.consume(':') || reader.consume(' '))) return std::nullopt;
  const int seconds = time_of_day(reader);
  return moment(date, seconds, offset_to_end(reader));
}

/// Parses `2000-10-10T13:55:36-07:00`. Slashes may replace the dashes, and a space the T. After
/// slashes there may be a colon, as in GitLab Workhorse's lines.
std::optional<LogTime> parse_iso(StampReader reader) {
  Date date;
  date.year = reader.digits<4>();
  const char mark = reader.peek();
  if (date.year == kBad || (mark != '-' && mark != '/')) return std::nullopt;
  reader.consume(mark);
  date.month = reader.digits<2>();
  if (date.month == kBad || !reader.consume(mark)) return std::nullopt;
  date.day = reader.digits<2>();
  if (date.day == kBad || !(reader.consume(' ') || reader.consume(mark == '-' ? 'T' : ':')))
    return std::nullopt;
  const int seconds = time_of_day(reader);
  return moment(date, seconds, offset_to_end(reader));
}

/// Parses the rest of `Tue, 10 Oct 2000 13:55:36 GMT` (RFC 1123) after the comma and the space.
std::optional<LogTime> parse_rfc1123(StampReader reader) {
  Date date;
  date.day = reader.one_or_two_digits();
  if (date.day == kBad || !reader.consume(' ')) return std::nullopt;
  date.month = reader.month_name();
  if (date.month == kBad || !reader.consume(' ')) return std::nullopt;
  date.year = reader.digits<4>();
  if (date.year == kBad || !reader.consume(' ')) return std::nullopt;
  const int seconds = time_of_day(reader);
  return moment(date, seconds, offset_to_end(reader));
}

/// Parses the rest of `Tue Oct 10 13:55:36 2000` (ctime) after the first space. As in the output of
/// date(1), a zone may precede the year.
std::optional<LogTime> parse_ctime(StampReader reader) {
  Date date;
  date.month = reader.month_name();
  if (date.month == kBad || !reader.consume(' ')) return std::nullopt;
  reader.consume(' ');
  date.day = reader.one_or_two_digits();
  if (date.day == kBad || !reader.consume(' ')) return std::nullopt;
  const int seconds = time_of_day(reader);
  if (seconds == kBad || !reader.consume(' ')) return std::nullopt;
  std::optional<int> offset = kNoOffset;
  if (!is_digit(reader.peek())) {
    offset = named_offset(reader.word());
    if (!reader.consume(' ')) return std::nullopt;
  }
  date.year = reader.digits<4>();
  return reader.done() ? moment(date, seconds, offset) : std::nullopt;
}

std::optional<LogTime> parse_named_day(StampReader reader) {
  constexpr std::string_view kDays = "MonTueWedThuFriSatSun";
  const std::size_t day = kDays.find(reader.word());
  if (day == std::string_view::npos || day % 3 != 0) return std::nullopt;
  const bool comma = reader.consume(',');
  if (!reader.consume(' ')) return std::nullopt;
  return comma ? parse_rfc1123(reader) : parse_ctime(reader);
}

/// Parses seconds (ten digits, a fraction allowed) or milliseconds (thirteen digits) since 1970.
/// Any other number of digits would be a time before 2001 or after 2286, or another unit.
std::optional<LogTime> parse_epoch(std::string_view text) {
  std::size_t length = 0;
  std::int64_t value = 0;
  while (length < text.size() && is_digit(text[length]) && length < 14)
    value = value * 10 + (text[length++] - '0');
  if (length == 13 && length == text.size()) return LogTime{value / 1000, 0};
  if (length != 10) return std::nullopt;
  if (length < text.size() && (text[length] != '.' || !is_number(text.substr(length + 1))))
    return std::nullopt;
  return LogTime{value, 0};
}

char* put_digits(char* to, std::uint64_t value, int count) {
  for (int i = count - 1; i >= 0; --i) {
    to[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return to + count;
}

}  // namespace

std::optional<LogTime> parse_stamp(std::string_view text) {
  thread_local KnownMinute known;
  std::optional<LogTime> time;  // returned on every path, so that it is written where it stays
  if (text.size() < 10 || known.read(text, time)) return time;
  if (text[2] == '/' || text[1] == '/') {
    time = parse_apache(StampReader(text));
    known.remember(text, 18, time);
  } else if (text[4] == '-' || text[4] == '/') {
    time = parse_iso(StampReader(text));
    known.remember(text, 17, time);
  } else {
    time = is_digit(text[0]) ? parse_epoch(text) : parse_named_day(StampReader(text));
  }
  return time;
}

std::optional<LogTime> parse_log_time(std::string_view text) {
  std::optional<LogTime> time = parse_stamp(text);
  if (time && time->offset_minutes == kNoOffset) time->offset_minutes = 0;
  return time;
}

std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  // Years start on 1 March here, so that the leap day is the last day of its year. An era is 400
  // such years: 146,097 days.
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

  // The reverse of days_from_civil().
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
