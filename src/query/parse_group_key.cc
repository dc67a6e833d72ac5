#include <array>
#include <charconv>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "format/token.h"
#include "query/group_key.h"
#include "text/nearest_name.h"

namespace logscan {

struct GroupKey::Name {
  std::string_view name;
  Kind kind;
  Field field;
};

const GroupKey::Name GroupKey::kNames[] = {
    {"host", Kind::kText, Field::kHost},
    {"client", Kind::kText, Field::kClient},
    {"user", Kind::kText, Field::kUser},
    {"request", Kind::kText, Field::kRequest},
    {"method", Kind::kText, Field::kMethod},
    {"target", Kind::kText, Field::kTarget},
    {"path", Kind::kText, Field::kPath},
    {"query", Kind::kText, Field::kQuery},
    {"protocol", Kind::kText, Field::kProtocol},
    {"referer", Kind::kText, Field::kReferer},
    {"agent", Kind::kText, Field::kAgent},
    {"forwarded_for", Kind::kText, Field::kForwardedFor},
    {"upstream", Kind::kText, Field::kUpstream},
    {"file", Kind::kText, Field::kFile},
    {"status", Kind::kStatus, Field::kStatus},
    {"class", Kind::kClass, Field::kStatus},
    {"error", Kind::kError, Field::kStatus},
    {"extension", Kind::kExtension, Field::kPath},
    {"network", Kind::kNetwork, Field::kClient},
    {"country", Kind::kCountry, Field::kClient},
    {"referer_host", Kind::kRefererHost, Field::kReferer},
    {"agent_family", Kind::kAgentFamily, Field::kAgent},
    {"bot", Kind::kBot, Field::kAgent},
    {"hour", Kind::kHour, Field::kTime},
    {"weekday", Kind::kWeekday, Field::kTime},
    {"day", Kind::kDay, Field::kTime},
};

namespace {

// Names that other programs use.
constexpr std::pair<std::string_view, std::string_view> kOtherNames[] = {
    {"url", "path"},         {"uri", "path"},           {"ip", "client"},
    {"address", "client"},   {"remote_addr", "client"}, {"vhost", "host"},
    {"user_agent", "agent"}, {"ua", "agent"},           {"browser", "agent_family"},
    {"subnet", "network"},   {"cidr", "network"},       {"code", "status"},
    {"referrer", "referer"}, {"xff", "forwarded_for"},  {"date", "day"},
    {"filename", "file"},    {"input", "file"},         {"log", "file"},
    {"time", "hour"},
};

std::string in_quotes(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

[[noreturn]] void refuse_name(std::string_view text, const FormatFields& fields) {
  std::string message = "no group key " + in_quotes(text);
  std::string_view meant;
  for (const auto& [other, name] : kOtherNames) {
    if (other == text) meant = name;
  }
  // A number after a slash belongs to some keys.
  if (meant.empty()) {
    std::vector<std::string_view> names(GroupKey::names().begin(), GroupKey::names().end());
    for (const OwnField& field : fields.own)
      names.push_back(field.name);
    meant = detail::nearest_name(text.substr(0, text.find('/')), names);
  }
  if (!meant.empty()) message += "; did you mean " + in_quotes(meant) + "?";
  if (!fields.own.empty())
    throw std::invalid_argument(message + (meant.empty() ? ";" : "") +
                                " the fields of the given format are " + fields.names());
  if (!meant.empty()) throw std::invalid_argument(message);
  message += "; there are";
  for (const std::string_view name : GroupKey::names())
    message += " " + std::string(name);
  throw std::invalid_argument(message);
}

// Removes `/24` from the front and returns the number, from `low` to `high`.
std::uint8_t take_number(std::string_view text, std::string_view& rest, unsigned low, unsigned high,
                         const char* what) {
  const std::string_view digits = rest.substr(1, rest.find('/', 1) - 1);
  unsigned value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (!is_number(digits) || read.ec != std::errc() || value < low || value > high) {
    throw std::invalid_argument("group key " + in_quotes(text) + ": " + in_quotes(digits) +
                                " is not " + what + ", a number from " + std::to_string(low) +
                                " to " + std::to_string(high));
  }
  rest.remove_prefix(1 + digits.size());
  return static_cast<std::uint8_t>(value);
}

}  // namespace

std::span<const std::string_view> GroupKey::names() {
  static const std::array kAll = [] {
    std::array<std::string_view, std::size(kNames) + 3> all;
    auto to = all.begin();
    for (const Name& each : kNames)
      *to++ = each.name;
    for (const std::string_view each : {"path/2", "client/24", "client/24/64"})
      *to++ = each;
    return all;
  }();
  return kAll;
}

GroupKey GroupKey::with_numbers(std::string_view text, const FormatFields& fields) {
  std::string_view rest = text;
  if (text.starts_with("path/")) {
    GroupKey key(text, Kind::kSegments, Field::kPath);
    rest.remove_prefix(4);
    key.first_ = take_number(text, rest, 1, 64, "how many segments");
    if (rest.empty()) return key;
  } else if (text.starts_with("client/")) {
    GroupKey key(text, Kind::kNetwork, Field::kClient);
    rest.remove_prefix(6);
    key.first_ = take_number(text, rest, 0, 32, "the length of an IPv4 network");
    if (!rest.empty())
      key.second_ = take_number(text, rest, 0, 128, "the length of an IPv6 network");
    if (rest.empty()) return key;
  } else {
    refuse_name(text, fields);
  }
  throw std::invalid_argument("group key " + in_quotes(text) + ": " + in_quotes(rest) +
                              " is too much");
}

GroupKey GroupKey::parse(std::string_view text, ZoneOffset offset, CountryOf country,
                         const FormatFields& fields) {
  const auto own = [&](Field field) {
    return GroupKey(field_name(field, fields.own), Kind::kText, field);
  };
  if (const std::optional<std::size_t> place = find_own(fields.own, text))
    return own(own_field(*place));
  for (const Name& each : kNames) {
    if (each.name != text) continue;
    GroupKey key(text, each.kind, each.field);
    key.offset_ = std::move(offset);
    key.country_ = std::move(country);
    if (each.kind == Kind::kCountry && !key.country_)
      throw std::invalid_argument("group key \"country\" requires a country file");
    return key;
  }
  if (text == "bytes" || text == "duration") {
    throw std::invalid_argument("no group key " + in_quotes(text) + ": it is a measure of groups");
  }
  if (const std::optional<Field> field = find_field(text, fields.own); field && is_own(*field))
    return own(*field);
  return with_numbers(text, fields);
}

std::vector<std::string> split_group_keys(std::string_view list) {
  std::vector<std::string> keys;
  std::string_view rest = list;
  while (true) {
    const std::size_t comma = rest.find(',');
    const std::string_view text = trim_spaces(rest.substr(0, comma));
    if (text.empty()) throw std::invalid_argument("an empty group key in " + in_quotes(list));
    keys.emplace_back(text);
    if (comma == std::string_view::npos) return keys;
    rest.remove_prefix(comma + 1);
  }
}

}  // namespace logscan
