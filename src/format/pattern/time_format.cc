#include "format/pattern/piece.h"

namespace logscan::pattern {
namespace {

// Expands abbreviations, so that every format has one spelling.
std::string spelled_out(std::string_view format) {
  std::string out;
  for (std::size_t at = 0; at < format.size(); ++at) {
    const char letter = format[at] == '%' && at + 1 < format.size() ? format[at + 1] : '\0';
    at += letter != '\0' ? 1 : 0;
    switch (letter) {
      case '\0':
        out += format[at];
        break;
      case 'T':
        out += "%H:%M:%S";
        break;
      case 'R':
        out += "%H:%M";
        break;
      case 'F':
        out += "%Y-%m-%d";
        break;
      case 'D':
        out += "%m/%d/%y";
        break;
      case 'h':
        out += "%b";
        break;
      case 'c':
        out += "%a %b %e %H:%M:%S %Y";
        break;
      case 'x':
        out += "%m/%d/%y";
        break;
      case 'X':
        out += "%H:%M:%S";
        break;
      case 'r':
        out += "%I:%M:%S %p";
        break;
      default:
        out += {'%', letter};
    }
  }
  return out;
}

bool consume(std::string_view& text, std::string_view what) {
  if (!text.starts_with(what)) return false;
  text.remove_prefix(what.size());
  return true;
}

void consume_fraction(std::string_view& text) {
  if (!consume(text, ".%3") && !consume(text, ".%6") && !consume(text, ",%3")) consume(text, ",%6");
}

std::optional<TimeReading> local_time(std::string_view text, Role role) {
  consume_fraction(text);
  if (text.empty()) return TimeReading{role, 1, false};
  if (text == " %z") return TimeReading{role};
  return std::nullopt;
}

std::optional<TimeReading> iso_time(std::string_view text) {
  consume_fraction(text);
  if (text.empty()) return TimeReading{Role::kTime, 1, false};
  if (text == "Z" || text == "%z" || text == "%:z") return TimeReading{Role::kTime};
  if (text == " %z" || text == " %:z") return TimeReading{Role::kTimeOffsetSpace};
  return std::nullopt;
}

std::optional<TimeReading> epoch(std::string_view text) {
  if (text == "%3") return TimeReading{Role::kEpoch, 1'000};
  if (text == "%6") return TimeReading{Role::kEpoch, 1'000'000};
  consume_fraction(text);
  if (text.empty()) return TimeReading{Role::kEpoch, 1};
  return std::nullopt;
}

// Returns what a directive writes, with \1 for anything that depends on the time.
std::string_view shape_of(char letter) {
  switch (letter) {
    case '%':
      return "%";
    case 'n':
      return "\n";
    case 't':
      return "\t";
    default:
      return "\1";
  }
}

}  // namespace

std::optional<TimeReading> time_reading(std::string_view format) {
  const std::string whole = spelled_out(format);
  std::string_view text = whole;
  if (consume(text, "%d/%b/%Y:%H:%M:%S")) return local_time(text, Role::kTime);
  if (consume(text, "%d/%b/%Y %H:%M:%S")) return local_time(text, Role::kTimeDaySpace);
  if (consume(text, "%Y-%m-%dT%H:%M:%S")) return iso_time(text);
  if (consume(text, "%Y-%m-%d %H:%M:%S")) return iso_time(text);
  if (consume(text, "%s")) return epoch(text);
  return std::nullopt;
}

std::size_t times_inside(std::string_view format, std::string_view text) {
  const std::string whole = spelled_out(format);
  std::string shape;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    if (whole[at] != '%' || at + 1 == whole.size()) {
      shape += whole[at];
    } else if (whole.compare(at, 3, "%:z") == 0) {
      shape += "\1:\1";
      at += 2;
    } else {
      shape += shape_of(whole[++at]);
    }
  }
  std::size_t count = 0;
  for (std::size_t at = shape.find(text); at != std::string::npos; at = shape.find(text, at + 1))
    ++count;
  return count;
}

}  // namespace logscan::pattern
