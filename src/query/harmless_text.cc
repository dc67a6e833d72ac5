#include "query/harmless_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>

#include "format/decimal.h"
#include "format/key_map.h"
#include "format/key_tree.h"
#include "format/key_value.h"
#include "query/network.h"

namespace logscan::detail {
namespace {

constexpr std::string_view kPunctuation = " \t\"[](){},:;=|+-";

constexpr std::string_view kHarmlessWords[] = {"null",  "true",  "false", "info", "warn",
                                               "error", "debug", "80",    "443"};

constexpr std::int64_t kUsualTime = 100'000'000;  // in 1973; numbers below it may be no times

constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_number_field(Field field) {
  return field == Field::kTime || field == Field::kStatus || field == Field::kBytes ||
         field == Field::kDuration;
}

// The keys of all known key maps, and whether their values are numbers or times. A key that some
// map uses for text is not a key of numbers.
using Keys = std::map<std::string, bool, std::less<>>;

void add_key(Keys& keys, const std::string& key, bool of_number) {
  bool& known = keys.try_emplace(key, of_number).first->second;
  known = known && of_number;
}

Keys make_keys() {
  Keys keys = {{"level", false}};
  for (const KnownMap& known : known_key_maps()) {
    for (const KeyEntry& entry : known.map.entries) {
      const KeyPath path =
          known.map.syntax == KeySyntax::kJson ? split_json_path(entry.key) : plain_key(entry.key);
      for (const KeyStep& step : path.steps) {
        if (!step.is_index)
          add_key(keys, step.key, &step == &path.steps.back() && is_number_field(entry.field));
      }
    }
  }
  return keys;
}

const Keys& known_keys() {
  static const Keys keys = make_keys();
  return keys;
}

std::vector<std::string> texts_of(const LogTime& time) {
  constexpr std::size_t kLength = 25;
  const std::string text = format_rfc3339(time);  // 2026-01-12T10:00:00+00:00
  if (text.size() != kLength) return {};          // logs have years of four digits only
  const std::string date = text.substr(0, 10);
  const std::string clock = text.substr(11, 8);
  const auto month = static_cast<std::size_t>((date[5] - '0') * 10 + (date[6] - '0') - 1);
  const std::string day = date.substr(8) + '/' + std::string(kMonths[month]) + '/';
  return {day + date.substr(0, 4) + ':' + clock,
          date + 'T' + clock,
          date,
          clock,
          text.substr(20),  // the offset without its sign
          text.substr(20, 2) + text.substr(23, 2)};
}

std::size_t count_digits(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

bool ends_word(std::string_view rest) {
  return rest.empty() || kPunctuation.find(rest[0]) != std::string_view::npos;
}

std::string_view word_of(std::string_view text) {
  return text.substr(0, text.find_first_of(kPunctuation));
}

// Returns the value after a key and its `:` or `=`, without quotes or brackets around it.
std::string_view value_of(std::string_view text, char separator) {
  std::string_view ends = separator == '=' ? " \t" : "\t,}";
  if (text.starts_with('"') || text.starts_with('[')) {
    ends = text[0] == '"' ? "\"" : "]";
    text.remove_prefix(1);
  }
  return text.substr(0, text.find_first_of(ends));
}

bool is_number_or_time(std::string_view value) {
  return value.empty() || value == "-" || value == "null" || parse_time(value, Unit::kAuto) ||
         parse_duration(value, Unit::kSeconds);
}

}  // namespace

HarmlessText::HarmlessText(const LogLine& line, Masker& masker, std::string& out)
    : line_(line), masker_(masker), out_(out) {
  if (line.time) times_ = texts_of(*line.time);
}

bool HarmlessText::append(std::string_view text) {
  rest_ = text;
  while (!rest_.empty()) {
    if (!append_next()) return false;
  }
  return true;
}

bool HarmlessText::append_next() {
  if (append_address()) return true;
  if (ends_word(rest_)) {
    copy(1);
    return true;
  }
  if (append_time() || append_key()) return true;
  const std::string_view word = word_of(rest_);
  if (std::find(std::begin(kHarmlessWords), std::end(kHarmlessWords), word) ==
          std::end(kHarmlessWords) &&
      !is_known_number(word))
    return false;
  copy(word.size());
  return true;
}

// Appends a time, with a fraction of a second and `Z` if they follow.
bool HarmlessText::append_time() {
  for (const std::string& time : times_) {
    if (!rest_.starts_with(time)) continue;
    std::size_t end = time.size();
    if (rest_.substr(end).starts_with('.') || rest_.substr(end).starts_with(',')) {
      const std::size_t digits = count_digits(rest_.substr(end + 1));
      if (digits >= 3 && digits <= 9) end += 1 + digits;
    }
    if (rest_.substr(end).starts_with('Z')) ++end;
    if (!ends_word(rest_.substr(end))) continue;
    copy(end);
    return true;
  }
  return false;
}

bool HarmlessText::append_key() {
  const std::string_view word = rest_.substr(0, rest_.find_first_of(" \t\"[](){},:;=|"));
  std::size_t end = word.size();
  while (end < rest_.size() && (rest_[end] == '"' || rest_[end] == ' '))
    ++end;
  if (end == rest_.size() || (rest_[end] != ':' && rest_[end] != '=')) return false;
  const auto key = known_keys().find(word);
  if (key == known_keys().end()) return false;
  const char separator = rest_[end++];
  while (end < rest_.size() && rest_[end] == ' ')
    ++end;
  if (key->second) {
    const std::string_view value = value_of(rest_.substr(end), separator);
    if (!is_number_or_time(value)) return false;
    end = static_cast<std::size_t>(value.data() + value.size() - rest_.data());
  }
  copy(end);
  return true;
}

bool HarmlessText::append_address() {
  const std::string_view word = rest_.substr(0, rest_.find_first_of(" \t\"(){}],;"));
  if (!parse_address(word)) return false;
  masker_.client(word);
  rest_.remove_prefix(word.size());
  return true;
}

bool HarmlessText::is_known_number(std::string_view number) const {
  if (number.find_first_not_of("0.") == std::string_view::npos) return true;
  if (number == status_name(line_.status)) return true;
  if (line_.bytes && number == std::to_string(*line_.bytes)) return true;
  const auto is_scaled = [&](std::int64_t value, int power) {
    return scaled_decimal(number, power) == value;
  };
  // Fractions are truncated, so a number below 1 would pass for a time or duration of 0.
  for (const int power : {3, 6, 9}) {
    if (line_.duration.value_or(0) > 0 && is_scaled(*line_.duration, power)) return true;
  }
  if (!line_.time || line_.time->seconds < kUsualTime) return false;
  for (const int power : {0, -3, -6, -9}) {
    if (is_scaled(line_.time->seconds, power)) return true;
  }
  return false;
}

void HarmlessText::copy(std::size_t bytes) {
  out_ += rest_.substr(0, bytes);
  rest_.remove_prefix(bytes);
}

}  // namespace logscan::detail
