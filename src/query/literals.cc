#include "query/literals.h"

#include <cstddef>
#include <string>

#include "format/token.h"
#include "logscan/log_time.h"

namespace logscan::detail {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t size;
};

constexpr Unit kDurations[] = {{"ns", 1},
                               {"us", 1'000},
                               {"ms", 1'000'000},
                               {"s", 1'000'000'000},
                               {"m", 60'000'000'000},
                               {"h", 3'600'000'000'000}};

constexpr Unit kSizes[] = {{"", 1},
                           {"k", 1'000},
                           {"K", 1'000},
                           {"M", 1'000'000},
                           {"G", 1'000'000'000},
                           {"T", 1'000'000'000'000},
                           {"Ki", std::int64_t{1} << 10},
                           {"Mi", std::int64_t{1} << 20},
                           {"Gi", std::int64_t{1} << 30},
                           {"Ti", std::int64_t{1} << 40}};

std::optional<std::int64_t> digits_of(std::string_view text) {
  std::int64_t value = 0;
  if (!is_number(text)) return std::nullopt;
  for (const char c : text) {
    if (__builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, c - '0', &value)) {
      return std::nullopt;
    }
  }
  return value;
}

// Multiplies `12` or `1.5` by a unit. Never rounds: a result that is not whole is invalid.
std::optional<std::int64_t> times(std::string_view number, std::int64_t unit) {
  const std::size_t dot = number.find('.');
  std::optional<std::int64_t> value = digits_of(number.substr(0, dot));
  if (!value || __builtin_mul_overflow(*value, unit, &*value)) return std::nullopt;
  if (dot == std::string_view::npos) return value;

  std::string_view fraction = number.substr(dot + 1);
  while (fraction.size() > 1 && fraction.back() == '0')
    fraction.remove_suffix(1);
  std::optional<std::int64_t> part = digits_of(fraction);
  if (!part || fraction.size() > 9 || __builtin_mul_overflow(*part, unit, &*part)) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < fraction.size(); ++i) {
    if (*part % 10 != 0) return std::nullopt;
    *part /= 10;
  }
  if (__builtin_add_overflow(*value, *part, &*value)) return std::nullopt;
  return value;
}

template <std::size_t kCount>
std::optional<std::int64_t> parse_with_unit(std::string_view text, const Unit (&units)[kCount]) {
  const std::size_t end = text.find_first_not_of("0123456789.");
  const std::string_view name = end == std::string_view::npos ? "" : text.substr(end);
  for (const Unit& unit : units) {
    if (unit.name == name) return times(text.substr(0, end), unit.size);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parse_size(std::string_view text) {
  if (text.ends_with('B')) text.remove_suffix(1);
  return parse_with_unit(text, kSizes);
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  if (text == "0") return 0;
  return parse_with_unit(text, kDurations);
}

std::optional<std::int64_t> parse_moment(std::string_view text) {
  constexpr std::size_t kDate = 10;    // 2026-01-12
  constexpr std::size_t kMinute = 16;  // 2026-01-12T10:00
  std::string whole(text.substr(0, 64));
  if (text.size() == kDate) whole += "T00:00:00";
  if (text.size() >= kMinute && text[2] != '/' && (text.size() == kMinute || text[kMinute] != ':'))
    whole.insert(kMinute, ":00");
  const std::optional<LogTime> time = parse_log_time(whole);
  if (!time || text.size() > 64) return std::nullopt;
  return time->seconds;
}

}  // namespace logscan::detail
