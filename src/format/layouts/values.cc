#include "format/layouts/values.h"

#include <charconv>
#include <limits>

#include "format/request.h"
#include "format/token.h"
#include "text/client_text.h"

namespace logscan {
namespace {

constexpr std::int64_t kLastSecond = 253402300799;  // of the year 9999
constexpr std::size_t kFractionDigits = 9;

std::optional<std::int64_t> read_integer(std::string_view digits) {
  if (!is_number(digits)) return std::nullopt;
  std::int64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text, std::int64_t unit) {
  std::int64_t whole = 0;
  std::size_t at = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    if (__builtin_mul_overflow(whole, 10, &whole) ||
        __builtin_add_overflow(whole, text[at] - '0', &whole))
      return std::nullopt;
  }
  // Leaves room for one more unit: the fraction.
  if (at == 0 || whole > std::numeric_limits<std::int64_t>::max() / unit - 1) return std::nullopt;
  std::int64_t value = whole * unit;
  if (at == text.size()) return value;
  if (text[at] != '.' || ++at == text.size()) return std::nullopt;
  std::int64_t scale = unit;  // at most 10^9, so nine digits leave at least one nanosecond
  for (std::size_t digits = 0; at < text.size(); ++at, ++digits) {
    if (!is_digit(text[at])) return std::nullopt;
    if (digits == kFractionDigits) scale = 0;
    scale /= 10;
    value += (text[at] - '0') * scale;
  }
  return value;
}

std::optional<LogTime> parse_epoch(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point != std::string_view::npos && !is_number(text.substr(point + 1))) return std::nullopt;
  const std::optional<std::int64_t> seconds = read_integer(text.substr(0, point));
  if (!seconds || *seconds > kLastSecond) return std::nullopt;
  return LogTime{*seconds, 0};
}

std::string_view strip_port(std::string_view text) {
  if (!ends_in_port(text)) return text;
  const std::string_view bare = text.substr(0, text.rfind(':'));
  if (bare.empty()) return text;
  const bool is_name = bare.front() == '[' || bare.find(':') == std::string_view::npos;
  return is_name || is_ip_address(bare) ? bare : text;
}

std::string_view first_of_list(std::string_view list) {
  return trim_spaces(list.substr(0, list.find(',')));
}

void set_request(LogLine& out, std::string_view request) {
  out.request = null_if_dash(request);
  std::string_view text = request.substr(0, request.find_last_not_of(' ') + 1);
  const bool no_protocol = text.ends_with(" -");
  if (no_protocol) text.remove_suffix(2);
  const Request parts = cut_request(no_protocol ? text : request);
  out.method = parts.method;
  out.target = parts.target;
  out.path = parts.path;
  out.query = parts.query;
  out.protocol = parts.protocol;
}

void set_target(LogLine& out, std::string_view target) {
  const Target parts = cut_target(target);
  out.target = null_if_dash(target);
  out.path = parts.path;
  out.query = parts.query;
}

}  // namespace logscan
