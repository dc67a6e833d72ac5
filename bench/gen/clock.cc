#include "gen/clock.h"

#include "gen/text.h"

namespace logscan::gen {
namespace {

constexpr std::uint32_t kDay = 86'400;
constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";

/// The number of requests in each hour of the day, in arbitrary units.
constexpr std::uint8_t kHours[25] = {38, 28, 21, 17, 15, 17, 24,  38, 58, 76, 86, 90, 92,
                                     91, 89, 88, 90, 93, 97, 100, 96, 84, 66, 50, 38};

struct Civil {
  std::int64_t year;
  unsigned month;  ///< 1 to 12
  unsigned day;    ///< 1 to 31
};

/// Returns the days from 1970-01-01 to a date; the usual algorithm with eras of 400 years that
/// start in March.
Civil civil(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const auto day = static_cast<unsigned>(day_of_year - (153 * shifted + 2) / 5 + 1);
  const auto month = static_cast<unsigned>(shifted < 10 ? shifted + 3 : shifted - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

struct Local {
  Civil date;
  std::uint64_t hour, minute, second;
};

Local local(std::int64_t unix_seconds, int offset) {
  const std::int64_t shown = unix_seconds + std::int64_t{offset} * 60;
  std::int64_t day = shown / kDay;
  if (shown % kDay < 0) --day;
  const auto rest = static_cast<std::uint64_t>(shown - day * kDay);
  return {civil(day), rest / 3600, rest / 60 % 60, rest % 60};
}

void put_offset(TextOut& out, int offset, bool colon) {
  out.put(offset < 0 ? '-' : '+');
  const auto minutes = static_cast<std::uint64_t>(offset < 0 ? -offset : offset);
  out.padded(minutes / 60, 2);
  if (colon) out.put(':');
  out.padded(minutes % 60, 2);
}

}  // namespace

std::string stamp_text(std::int64_t unix_seconds, int offset) {
  const Local t = local(unix_seconds, offset);
  char text[32];
  TextOut out{text};
  out.padded(t.date.day, 2);
  out.put('/');
  out.put(kMonths.substr((t.date.month - 1) * 3, 3));
  out.put('/');
  out.padded(static_cast<std::uint64_t>(t.date.year), 4);
  for (const std::uint64_t part : {t.hour, t.minute, t.second}) {
    out.put(':');
    out.padded(part, 2);
  }
  out.put(' ');
  put_offset(out, offset, false);
  return {text, out.at};
}

std::string rfc3339_text(std::int64_t unix_seconds, int offset) {
  const Local t = local(unix_seconds, offset);
  char text[32];
  TextOut out{text};
  out.padded(static_cast<std::uint64_t>(t.date.year), 4);
  out.put('-');
  out.padded(t.date.month, 2);
  out.put('-');
  out.padded(t.date.day, 2);
  out.put('T');
  out.padded(t.hour, 2);
  out.put(':');
  out.padded(t.minute, 2);
  out.put(':');
  out.padded(t.second, 2);
  put_offset(out, offset, true);
  return {text, out.at};
}

Clock::Clock(std::uint32_t span, std::uint64_t lines, std::uint64_t seed)
    : span_(span), lines_(lines), noise_(mix(seed)) {
  for (std::uint32_t second = 0; second < span_; ++second)
    total_ += weight(second);
  reached_ = weight(0);
  refresh();
}

std::uint64_t Clock::weight(std::uint32_t second) const {
  const std::uint32_t hour = second % kDay / 3600;
  const std::uint32_t into = second % 3600;
  const std::uint64_t by_hour =
      (kHours[hour] * std::uint64_t{3600 - into} + kHours[hour + 1] * std::uint64_t{into}) / 3600;
  const std::uint64_t crowd = mix(noise_ ^ (second / 300 + 1)) % 64 == 0 ? 2 : 1;
  return by_hour * (8 + mix(noise_ + second) % 16) * crowd;  // at most 100 * 23 * 2
}

void Clock::advance(Rng& rng) {
  const std::uint64_t line = line_++;
  if (group_ != 0) {
    --group_;
    return;
  }
  group_ = rng.below(6);
  // Find the second that contains the middle of this line's share of all weights.
  const std::uint64_t wanted = (2 * line + 1) * total_;
  bool moved = false;
  while (second_ + 1 < span_ && reached_ * 2 * lines_ <= wanted) {
    reached_ += weight(++second_);
    moved = true;
  }
  if (moved) refresh();
}

void Clock::refresh() {
  stamp_ = stamp_text(now(), 0);
}

}  // namespace logscan::gen
