#include "query/status_condition.h"

#include "format/token.h"

namespace logscan::detail {
namespace {

template <typename Holds>
StatusSet statuses_where(Holds holds) {
  StatusSet set;
  for (StatusCode code = 0; code < kStatusCodes; ++code)
    set[code] = holds(code);
  return set;
}

bool is_x(char c) {
  return c == 'x' || c == 'X';
}

}  // namespace

std::optional<StatusRange> parse_status(std::string_view text) {
  if (text == "-") return StatusRange{kStatusDash, kStatusDash};
  if (text == "-1") return StatusRange{kStatusMinusOne, kStatusMinusOne};
  if (text.size() == 3 && is_digit(text[0]) && is_x(text[1]) && is_x(text[2])) {
    const auto first = static_cast<StatusCode>((text[0] - '0') * 100);
    return StatusRange{first, static_cast<StatusCode>(first + 99)};
  }
  if (text.size() > 3 || !is_number(text)) return std::nullopt;
  unsigned code = 0;
  for (const char c : text)
    code = code * 10 + static_cast<unsigned>(c - '0');
  return StatusRange{static_cast<StatusCode>(code), static_cast<StatusCode>(code)};
}

std::optional<StatusRange> parse_status_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string_view ends[] = {text.substr(0, dash), text.substr(dash + 1)};
  if (!is_number(ends[0]) || !is_number(ends[1])) return std::nullopt;
  const std::optional<StatusRange> first = parse_status(ends[0]);
  const std::optional<StatusRange> last = parse_status(ends[1]);
  if (!first || !last) return std::nullopt;
  return StatusRange{first->first, last->last};
}

std::optional<StatusClass> parse_status_class(std::string_view text) {
  if (text == "other") return StatusClass::kOther;
  const std::optional<StatusRange> range = parse_status(text);
  if (!range || range->first == range->last) return std::nullopt;
  const StatusClass found = status_class(range->first);
  return found == StatusClass::kOther ? std::nullopt : std::optional(found);
}

StatusSet statuses_of(const StatusRange& range) {
  return statuses_where([&](StatusCode code) { return code >= range.first && code <= range.last; });
}

StatusSet statuses_of(StatusClass wanted) {
  return statuses_where([&](StatusCode code) { return status_class(code) == wanted; });
}

StatusSet error_statuses() {
  return statuses_where(is_error);
}

}  // namespace logscan::detail
