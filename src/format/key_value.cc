#include "format/key_value.h"

#include <limits>

#include "format/decimal.h"
#include "format/token.h"

namespace logscan {
namespace {

constexpr std::int64_t kYear0 = -62'167'219'200;
constexpr std::int64_t kYear10000 = 253'402'300'800;

// Returns the power of ten that makes one second of this unit.
int power_of(Unit unit) {
  switch (unit) {
    case Unit::kAuto:
    case Unit::kSeconds:
      return 0;
    case Unit::kMilliseconds:
      return 3;
    case Unit::kMicroseconds:
      return 6;
    case Unit::kNanoseconds:
      return 9;
  }
  return 0;
}

Unit unit_by_size(std::int64_t value) {
  const auto below = [value](std::int64_t limit) { return value < limit && value > -limit; };
  if (below(100'000'000'000)) return Unit::kSeconds;
  if (below(100'000'000'000'000)) return Unit::kMilliseconds;
  if (below(100'000'000'000'000'000)) return Unit::kMicroseconds;
  return Unit::kNanoseconds;
}

struct NamedUnit {
  std::string_view name;
  int power;  // the unit is 10^power * factor nanoseconds
  std::int64_t factor;
};
// Unicode has two micro signs.
constexpr NamedUnit kUnits[] = {{"s", 9, 1},         {"ms", 6, 1},        {"us", 3, 1},
                                {"\xC2\xB5s", 3, 1}, {"\xCE\xBCs", 3, 1}, {"ns", 0, 1},
                                {"m", 9, 60},        {"h", 9, 3600}};

bool is_of_number(char c) {
  return is_digit(c) || c == '.';
}

// Consumes one number with its unit.
std::optional<std::int64_t> consume_part(std::string_view& rest) {
  std::size_t digits = 0;
  while (digits < rest.size() && is_of_number(rest[digits]))
    ++digits;
  const std::size_t begin = rest.substr(digits).starts_with(' ') ? digits + 1 : digits;
  std::size_t end = begin;
  while (end < rest.size() && !is_of_number(rest[end]))
    ++end;
  const std::string_view name = rest.substr(begin, end - begin);
  for (const NamedUnit& unit : kUnits) {
    if (unit.name != name) continue;
    const std::optional<std::int64_t> value = scaled_decimal(rest.substr(0, digits), unit.power);
    if (!value || *value > std::numeric_limits<std::int64_t>::max() / unit.factor) break;
    rest.remove_prefix(end);
    return *value * unit.factor;
  }
  return std::nullopt;
}

}  // namespace

std::string_view plain_slashes(std::string_view text, TextMemory& memory) {
  if (text.find("\\/") == std::string_view::npos) return text;
  std::string& plain = memory.emplace_back();
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size() && text[++at] != '/') plain += '\\';
    plain += text[at];
  }
  return plain;
}

std::string_view array_list(const KeyValue& value, TextMemory& memory) {
  if (value.kind != ValueKind::kNested || *value.data != '[') return {};
  const char* at = value.data;
  std::string_view only;
  std::string* joined = nullptr;
  do {
    ++at;
    while (is_space(*at))
      ++at;
    if (*at != '"') return {};
    const char* const begin = ++at;
    while (*at != '"' && *at != '\\')
      ++at;
    if (*at != '"') return {};
    const std::string_view text(begin, static_cast<std::size_t>(at - begin));
    if (only.data() == nullptr) {
      only = text;
    } else {
      if (joined == nullptr) joined = &memory.emplace_back(only);
      joined->append(", ").append(text);
    }
    ++at;
    while (is_space(*at))
      ++at;
  } while (*at == ',');
  return joined != nullptr ? std::string_view(*joined) : only;
}

std::optional<LogTime> parse_time(std::string_view text, Unit unit) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
  }
  // `2000-10-10`, `2000/10/10` or `10/Oct/2000`
  const bool is_date = text.size() > 4 && (text[4] == '-' || text[4] == '/' || text[2] == '/');
  const std::optional<std::int64_t> size = is_date ? std::nullopt : scaled_decimal(text, 0);
  if (!size) return parse_stamp(text);
  if (unit == Unit::kAuto) unit = unit_by_size(*size);
  const int power = power_of(unit);
  const std::optional<std::int64_t> seconds = power == 0 ? size : scaled_decimal(text, -power);
  if (!seconds || *seconds < kYear0 || *seconds >= kYear10000) return std::nullopt;
  return LogTime{*seconds, 0};
}

std::optional<std::int64_t> parse_duration(std::string_view text, Unit unit) {
  if (const std::optional<std::int64_t> plain = scaled_decimal(text, 9 - power_of(unit))) {
    if (*plain < 0 || unit == Unit::kAuto) return std::nullopt;
    return plain;
  }
  if (text.empty()) return std::nullopt;
  std::int64_t sum = 0;
  while (!text.empty()) {
    const std::optional<std::int64_t> part = consume_part(text);
    if (!part || sum > std::numeric_limits<std::int64_t>::max() - *part) return std::nullopt;
    sum += *part;
  }
  return sum;
}

}  // namespace logscan
