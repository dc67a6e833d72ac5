#include "text/span.h"

#include <limits>
#include <string_view>

namespace logscan {
namespace {

/// Returns the seconds of a unit, or 0 for an unknown word.
std::int64_t unit_seconds(std::string_view word) {
  struct Unit {
    std::string_view word;
    std::int64_t seconds;
  };
  constexpr Unit kUnits[] = {
      {"s", 1},          {"sec", 1},     {"secs", 1},     {"second", 1},  {"seconds", 1},
      {"m", 60},         {"min", 60},    {"mins", 60},    {"minute", 60}, {"minutes", 60},
      {"h", 3600},       {"hr", 3600},   {"hrs", 3600},   {"hour", 3600}, {"hours", 3600},
      {"d", 86400},      {"day", 86400}, {"days", 86400}, {"w", 604800},  {"week", 604800},
      {"weeks", 604800},
  };
  if (word == "M") return 0;
  for (const Unit& unit : kUnits) {
    if (equals_ignoring_case(word, unit.word)) return unit.seconds;
  }
  return 0;
}

}  // namespace

std::optional<std::int64_t> read_span(WordReader& reader) {
  std::int64_t total = 0;
  std::int64_t larger = std::numeric_limits<std::int64_t>::max();
  do {
    const std::optional<std::int64_t> count = reader.number();
    if (!count) return std::nullopt;
    reader.skip_spaces();
    const std::int64_t unit = unit_seconds(reader.word());
    // Rejects `1h 1h` and `5m 1h` as typing errors.
    if (unit == 0 || unit >= larger) return std::nullopt;
    larger = unit;
    // At most 12 digits times a week: far from overflow.
    total += *count * unit;
    if (total > kMaxSpanSeconds) return std::nullopt;
    reader.skip_spaces();
  } while (!reader.done() && reader.rest().front() >= '0' && reader.rest().front() <= '9');
  return total;
}

std::optional<std::int64_t> parse_span(std::string_view text) {
  WordReader reader(text);
  reader.skip_spaces();
  const std::optional<std::int64_t> seconds = read_span(reader);
  if (!seconds || !reader.done() || *seconds < 1 || *seconds > kLongestSpan) return std::nullopt;
  return seconds;
}

}  // namespace logscan
