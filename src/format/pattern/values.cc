#include "format/pattern/values.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "format/request.h"
#include "format/token.h"
#include "logscan/own_field.h"
#include "text/ascii.h"

namespace logscan::pattern {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

// Consumes the digits at the start of `text`. Returns -1 when there are none or the number is too
// large.
std::int64_t consume_number(std::string_view& text) {
  std::int64_t value = 0;
  std::size_t at = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    const std::int64_t digit = text[at] - '0';
    if (value > (kMax - digit) / 10) return -1;
    value = value * 10 + digit;
  }
  if (at == 0) return -1;
  text.remove_prefix(at);
  return value;
}

// Accepts `.123` or nothing.
bool is_fraction(std::string_view text) {
  return text.empty() || ((text[0] == '.' || text[0] == ',') && is_number(text.substr(1)));
}

std::optional<LogTime> parse_epoch(std::string_view text, std::int64_t unit) {
  // The last second of the year 9999, the last one that ISO 8601 can express.
  constexpr std::int64_t kLastSecond = 253'402'300'799;
  const std::int64_t value = consume_number(text);
  if (value < 0 || !is_fraction(text) || value / unit > kLastSecond) return std::nullopt;
  return LogTime{value / unit, 0};
}

}  // namespace

std::size_t parse_status(const char* at, const char* end, StatusCode& code) {
  const std::ptrdiff_t left = end - at;
  if (left >= 3 && is_digit(at[0]) && is_digit(at[1]) && is_digit(at[2])) {
    code = static_cast<StatusCode>((at[0] - '0') * 100 + (at[1] - '0') * 10 + (at[2] - '0'));
    return 3;
  }
  if (left >= 1 && at[0] == '0') {
    code = 0;
    return 1;
  }
  if (left < 1 || at[0] != '-') return 0;
  code = kStatusDash;
  return 1;
}

std::optional<std::int64_t> parse_duration(std::string_view text, std::int64_t unit) {
  const std::int64_t whole = consume_number(text);
  if (whole < 0 || !is_fraction(text) || whole > kMax / unit) return std::nullopt;
  // Each digit adds less than what is left of one unit, so the fraction stays below one.
  std::int64_t fraction = 0;
  std::int64_t part = unit;
  for (std::size_t at = 1; at < text.size() && part >= 10; ++at) {
    part /= 10;
    fraction += part * (text[at] - '0');
  }
  if (fraction > kMax - whole * unit) return std::nullopt;
  return whole * unit + fraction;
}

namespace {

template <class Read>
std::optional<std::int64_t> sum_of(std::string_view text, Read&& read) {
  std::optional<std::int64_t> sum;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(", "), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty() || word == "-" || word == ":") continue;
    const std::optional<std::int64_t> value = read(word);
    if (!value || *value > kMax - sum.value_or(0)) return std::nullopt;
    sum = sum.value_or(0) + *value;
  }
  return sum;
}

}  // namespace

std::optional<std::int64_t> parse_durations(std::string_view text, std::int64_t unit) {
  return sum_of(text, [unit](std::string_view word) { return parse_duration(word, unit); });
}

std::optional<std::int64_t> parse_numbers(std::string_view text) {
  return sum_of(text, [](std::string_view word) { return parse_millionths(word); });
}

std::string_view last_of_list(std::string_view text) {
  return text.substr(text.find_last_of(", ") + 1);
}

std::optional<LogTime> parse_time(std::string_view text, Role role, std::int64_t unit) {
  if (role == Role::kTime) return parse_stamp(text);
  if (role == Role::kEpoch) return parse_epoch(text, unit);
  // These two forms differ by one space from what parse_log_time() reads.
  char copy[64];
  if (text.size() < 19 || text.size() > sizeof copy) return std::nullopt;
  std::memcpy(copy, text.data(), text.size());
  std::size_t size = text.size();
  if (role == Role::kTimeDaySpace) {
    if (copy[11] != ' ') return std::nullopt;
    copy[11] = ':';
  } else {
    const std::size_t space = text.rfind(' ');
    if (role != Role::kTimeOffsetSpace || space == std::string_view::npos) return std::nullopt;
    std::memmove(copy + space, copy + space + 1, size - space - 1);
    --size;
  }
  return parse_stamp({copy, size});
}

void set_target(std::string_view text, LogLine& line) {
  const Target target = cut_target(text);
  line.target = null_if_dash(text);
  line.path = target.path;
  line.query = target.query;
}

void set_request_parts(std::string_view text, LogLine& line) {
  line.request = null_if_dash(text);
  const std::size_t first = text.find(' ');
  const std::size_t last = text.rfind(' ');
  if (first == last) {
    line.path = text;
    return;
  }
  const auto part = [](std::string_view bytes) {
    return bytes.empty() ? std::string_view() : null_if_dash(bytes);
  };
  line.method = part(text.substr(0, first));
  line.protocol = part(text.substr(last + 1));
  set_target(text.substr(first + 1, last - first - 1), line);
}

}  // namespace logscan::pattern
