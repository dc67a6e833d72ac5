#include "query/group_key.h"

#include <array>

#include "query/derived_values.h"
#include "query/network.h"
#include "text/ascii.h"
#include "text/local_time.h"

namespace logscan {
namespace {

bool append_lower(std::string_view text, std::string& out) {
  if (text.data() == nullptr) return false;
  for (const char c : text)
    out += to_lower(c);
  return true;
}

void append_network(std::string_view client, unsigned v4_bits, unsigned v6_bits, std::string& out) {
  std::array<char, kNetworkText> text;
  const std::optional<IpAddress> address = parse_address(client);
  out += address ? network_of(*address, v4_bits, v6_bits).write(text) : client;
}

void append_two_digits(int value, std::string& out) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

}  // namespace

bool GroupKey::append(const LogLine& line, std::string& out) const {
  switch (kind_) {
    case Kind::kStatus:
      out += status_name(line.status);
      return true;
    case Kind::kClass:
      out += kStatusClassNames[static_cast<std::size_t>(status_class(line.status))];
      return true;
    case Kind::kError:
      out += is_error(line.status) ? "yes" : "no";
      return true;
    case Kind::kHour:
    case Kind::kWeekday:
    case Kind::kDay:
      return append_date(line, out);
    default:
      break;
  }
  const std::string_view text = field_text(line, field_);
  return text.data() != nullptr && append_text(text, out);
}

bool GroupKey::append_text(std::string_view text, std::string& out) const {
  switch (kind_) {
    case Kind::kSegments:
      out += detail::first_segments(text, first_);
      return true;
    case Kind::kExtension:
      return append_lower(detail::extension_of(text), out);
    case Kind::kNetwork:
      append_network(text, first_, second_, out);
      return true;
    case Kind::kCountry:
      return country_(text, out);
    case Kind::kRefererHost:
      return append_lower(detail::host_of_url(text), out);
    case Kind::kAgentFamily:
      out += detail::agent_family(text);
      return true;
    case Kind::kBot:
      out += detail::is_bot(text) ? "yes" : "no";
      return true;
    default:
      out += text;
      return true;
  }
}

bool GroupKey::append_date(const LogLine& line, std::string& out) const {
  if (!line.time) return false;
  const std::int64_t utc = line.time->seconds;
  const LocalTime local =
      inline_local_time(utc, offset_ ? offset_(utc) : line.time->offset_minutes * 60);
  if (local.year < 0 || local.year > 9999) return false;
  if (kind_ == Kind::kHour) {
    append_two_digits(local.hour, out);
  } else if (kind_ == Kind::kWeekday) {
    out += weekdays()[static_cast<std::size_t>(local.weekday)];
  } else {
    append_two_digits(local.year / 100, out);
    append_two_digits(local.year % 100, out);
    out += '-';
    append_two_digits(local.month, out);
    out += '-';
    append_two_digits(local.day, out);
  }
  return true;
}

}  // namespace logscan
