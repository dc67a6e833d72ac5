// Converts values of keys as users write them.

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "query/derived_values.h"
#include "query/group_key.h"
#include "query/hints.h"
#include "query/literals.h"
#include "query/network.h"
#include "text/ascii.h"
#include "text/nearest_name.h"

namespace logscan {
namespace {

[[noreturn]] void refuse(std::string_view text, const std::string& reason) {
  throw std::invalid_argument(detail::quoted(text) + " " + reason);
}

std::string yes_or_no(std::string_view text) {
  for (const char* const known : {"yes", "no"}) {
    if (equals_ignoring_case(text, known)) return known;
  }
  refuse(text, "is neither yes nor no");
}

std::string hour_of(std::string_view text) {
  std::string hour(text);
  if (hour.size() == 1) hour.insert(0, 1, '0');
  if (hour.size() != 2 || !is_number(hour) || hour > "23")
    refuse(text, "is not an hour; write a number from 0 to 23");
  return hour;
}

std::string day_of(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || !detail::parse_moment(text))
    refuse(text, "is not a day; write one such as 2026-01-12");
  return std::string(text);
}

std::string country_of(std::string_view text) {
  if (text.size() != 2 || !is_letter(text[0]) || !is_letter(text[1]))
    refuse(text, "is not a country; write its two letters, such as DE");
  std::string code;
  for (const char c : text)
    code += static_cast<char>(c & ~0x20);
  return code;
}

std::string family_of(std::string_view text) {
  const std::vector<std::string_view> families = detail::agent_families();
  for (const std::string_view family : families) {
    if (equals_ignoring_case(text, family)) return std::string(family);
  }
  const std::string_view meant = detail::nearest_name(text, families);
  refuse(text, meant.empty()
                   ? "is not a family of agents; --by agent_family lists those of a log"
                   : "is not a family of agents; did you mean " + std::string(meant) + "?");
}

std::string extension_of(std::string_view text) {
  return lowercase(text.substr(text.starts_with('.') ? 1 : 0));
}

}  // namespace

std::span<const std::string_view> GroupKey::weekdays() {
  static constexpr std::string_view kWeekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};
  return kWeekdays;
}

std::string GroupKey::value_of(std::string_view text) const {
  switch (kind_) {
    case Kind::kError:
    case Kind::kBot:
      return yes_or_no(text);
    case Kind::kHour:
      return hour_of(text);
    case Kind::kDay:
      return day_of(text);
    case Kind::kWeekday:
      for (const std::string_view day : weekdays()) {
        if (equals_ignoring_case(text, day)) return std::string(day);
      }
      refuse(text, "is not a weekday; write Monday to Sunday");
    case Kind::kCountry:
      return country_of(text);
    case Kind::kAgentFamily:
      return family_of(text);
    case Kind::kExtension:
      return extension_of(text);
    case Kind::kRefererHost:
      return lowercase(text);
    case Kind::kNetwork:
      return network_value(text);
    case Kind::kSegments:
      if (const std::string_view first = detail::first_segments(text, first_); first != text) {
        refuse(text,
               "is never the value of " + name_ + "; did you mean " + detail::quoted(first) + "?");
      }
      break;
    case Kind::kText:
    case Kind::kStatus:
    case Kind::kClass:
      break;
  }
  return std::string(text);
}

// A client that is a name stands for itself.
std::string GroupKey::network_value(std::string_view text) const {
  const bool has_length = text.find('/') != std::string_view::npos;
  if (!has_length && !parse_address(text) && !detail::looks_like_address(text))
    return std::string(text);
  const Network network = Network::parse(text);
  if (network.bits() != (network.is_v4() ? first_ : second_)) {
    const Network such = network_of(*parse_address("192.0.2.1"), first_, second_);
    refuse(text, "is never the value of " + name_ + ", which has networks such as " + such.text() +
                     "; write client in " + detail::quoted(text));
  }
  return network.text();
}

}  // namespace logscan
