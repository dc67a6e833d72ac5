#include "text/moment.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

#include "logscan/log_time.h"
#include "text/day.h"
#include "text/span.h"
#include "text/time_zone.h"
#include "text/word_reader.h"

namespace logscan {
namespace {

using Moment = std::optional<std::int64_t>;

constexpr std::array<std::string_view, 12> kMonthNames = {"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

struct Now {
  std::int64_t seconds;
  TimeZone zone;
  std::int64_t today;  ///< days since 1970-01-01 in the zone's calendar
  int weekday;
};

Now now_of(const MomentContext& context) {
  Now now{std::clamp(context.now, -kFarthestMoment, kFarthestMoment), {}, 0, 0};
  if (context.zone != nullptr) now.zone = *context.zone;
  const LocalTime local = now.zone.local(now.seconds);
  now.today = days_from_civil(local.year, local.month, local.day);
  now.weekday = local.weekday;
  return now;
}

template <std::size_t kCount>
std::optional<int> index_of(const std::array<std::string_view, kCount>& words,
                            std::string_view word) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (equals_ignoring_case(word, words[i])) return static_cast<int>(i);
  }
  return std::nullopt;
}

/// Returns days since 1970-01-01, or nullopt if the date does not exist.
std::optional<std::int64_t> day_of(std::optional<int> year, std::optional<int> month,
                                   std::optional<int> day) {
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

/// Reads `10:00` or `10:00:30[.5]`. Returns seconds of the day.
std::optional<std::int64_t> read_time(WordReader& reader) {
  const std::optional<int> hour = reader.digits(2, 0, 23);
  if (!hour || !reader.consume(':')) return std::nullopt;
  const std::optional<int> minute = reader.digits(2, 0, 59);
  if (!minute) return std::nullopt;
  const std::int64_t seconds = *hour * 3600 + *minute * 60;
  if (!reader.consume(':')) return seconds;
  const std::optional<int> second = reader.digits(2, 0, 60);
  if (!second) return std::nullopt;
  if (reader.consume('.') || reader.consume(',')) {
    if (!reader.digits(1, 0, 9)) return std::nullopt;
    while (reader.digits(1, 0, 9)) {
    }
  }
  return seconds + *second;
}

/// Resolves a local time with the offset that follows it, if any.
Moment at_offset(WordReader reader, std::int64_t local, const Now& now) {
  reader.skip_spaces();
  if (reader.done()) return now.zone.utc_of_local(local);
  WordReader zulu = reader;
  if (zulu.consume('z') && zulu.done()) return local;
  const std::optional<std::int32_t> offset = parse_utc_offset(reader.rest());
  return offset ? Moment(local - *offset) : std::nullopt;
}

/// `@1768212000`
Moment epoch(WordReader reader, const Now&) {
  if (!reader.consume('@')) return std::nullopt;
  const bool negative = reader.consume('-');
  const std::optional<std::int64_t> seconds = reader.number();
  if (!seconds || !reader.done() || *seconds > kFarthestMoment) return std::nullopt;
  return negative ? -*seconds : *seconds;
}

/// `2026-01-12[(T| )10:00[:30][ ][+02:00]]`
Moment iso(WordReader reader, const Now& now) {
  const std::optional<int> year = reader.digits(4, 0, 9999);
  if (!reader.consume('-')) return std::nullopt;
  const std::optional<int> month = reader.digits(2, 1, 12);
  if (!reader.consume('-')) return std::nullopt;
  const std::optional<std::int64_t> day = day_of(year, month, reader.digits(2, 1, 31));
  if (!day) return std::nullopt;
  if (reader.done()) return now.zone.first_at(*day * kDay);
  // A date alone takes no offset: `2026-01-12-1030` is ambiguous.
  if (!reader.consume('t') && !reader.skip_spaces()) return std::nullopt;
  const std::optional<std::int64_t> time = read_time(reader);
  return time ? at_offset(reader, *day * kDay + *time, now) : std::nullopt;
}

/// `12/Jan/2026[:10:00[:00][ ][+0000]]`
Moment logged(WordReader reader, const Now& now) {
  const std::optional<int> day = reader.digits(2, 1, 31);
  if (!reader.consume('/')) return std::nullopt;
  const std::optional<int> month = index_of(kMonthNames, reader.word());
  if (!month || !reader.consume('/')) return std::nullopt;
  const std::optional<std::int64_t> days = day_of(reader.digits(4, 0, 9999), *month + 1, day);
  if (!days) return std::nullopt;
  if (reader.done()) return now.zone.first_at(*days * kDay);
  if (!reader.consume(':')) return std::nullopt;
  const std::optional<std::int64_t> time = read_time(reader);
  return time ? at_offset(reader, *days * kDay + *time, now) : std::nullopt;
}

/// `10:00[:30]`
Moment time_of_today(WordReader reader, const Now& now) {
  const std::optional<std::int64_t> time = read_time(reader);
  if (!time || !reader.done()) return std::nullopt;
  return now.zone.utc_of_local(now.today * kDay + *time);
}

/// Reads the name of a day. Returns its distance from today in days.
std::optional<std::int64_t> read_day(WordReader& reader, const Now& now) {
  std::string_view word = reader.word();
  if (equals_ignoring_case(word, "today")) return 0;
  if (equals_ignoring_case(word, "yesterday")) return -1;
  if (equals_ignoring_case(word, "tomorrow")) return 1;
  if (equals_ignoring_case(word, "last")) {
    reader.skip_spaces();
    word = reader.word();
  }
  const std::optional<int> weekday = index_of(kWeekdays, word);
  if (!weekday) return std::nullopt;
  // 1 to 7 days back: on a Monday, the last Monday was a week ago.
  return -((now.weekday - *weekday + 6) % 7 + 1);
}

/// `yesterday[ 14:00]`
Moment named_day(WordReader reader, const Now& now) {
  const std::optional<std::int64_t> from_today = read_day(reader, now);
  if (!from_today) return std::nullopt;
  const std::int64_t day = (now.today + *from_today) * kDay;
  if (reader.done()) return now.zone.first_at(day);
  if (!reader.skip_spaces()) return std::nullopt;
  const std::optional<std::int64_t> time = read_time(reader);
  if (!time || !reader.done()) return std::nullopt;
  return now.zone.utc_of_local(day + *time);
}

/// `now`, `2 hours ago`, `30m`
Moment before_now(WordReader reader, const Now& now) {
  const std::string_view word = reader.word();
  if (!word.empty())
    return equals_ignoring_case(word, "now") && reader.done() ? Moment(now.seconds) : std::nullopt;
  const std::optional<std::int64_t> span = read_span(reader);
  if (!span) return std::nullopt;
  const std::string_view ago = reader.word();
  if (!reader.done() || !(ago.empty() || equals_ignoring_case(ago, "ago"))) return std::nullopt;
  return now.seconds - *span;
}

}  // namespace

Moment parse_moment(std::string_view text, const MomentContext& context, bool* is_relative) {
  const std::size_t last = text.find_last_not_of(" \t");
  text = last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
  WordReader reader(text);
  reader.skip_spaces();
  const Now now = now_of(context);
  struct Form {
    Moment (*read)(WordReader, const Now&);
    bool is_relative;
  };
  // The forms are disjoint, so their order does not matter.
  for (const Form form :
       {Form{epoch, false}, Form{iso, false}, Form{logged, false}, Form{time_of_today, true},
        Form{named_day, true}, Form{before_now, true}}) {
    const Moment moment = form.read(reader, now);
    if (!moment || *moment < -kFarthestMoment || *moment > kFarthestMoment) continue;
    if (is_relative != nullptr) *is_relative = form.is_relative;
    return moment;
  }
  return std::nullopt;
}

}  // namespace logscan
