#include "base/address.h"
#include "format/layouts/cursor.h"
#include "format/layouts/values.h"
#include "format/tail.h"
#include "logscan/layouts.h"

namespace logscan {
namespace {

// `-`, or capitals and commas as `UF,URX`: nothing else has such a word behind the status.
bool is_flags(std::string_view text) {
  for (const char c : text) {
    if ((c < 'A' || c > 'Z') && c != ',' && text != "-") return false;
  }
  return !text.empty();
}

bool is_number_or_dash(std::string_view text) {
  return text == "-" || is_number(text);
}

// Istio has more behind the flags, other columns in each version: words, quoted reasons. The four
// numbers that all have (bytes in and out, two times) stand before the first quoted header. The
// cursor moves to them; false when none are there.
bool find_numbers(Cursor& at) {
  constexpr int kMostDetails = 8;
  for (int i = 0; i <= kMostDetails; ++i) {
    Cursor ahead = at;
    const bool numbers = is_number(ahead.word()) && is_number(ahead.word()) &&
                         is_number_or_dash(ahead.word()) && is_number_or_dash(ahead.word());
    ahead.skip_spaces();
    if (numbers && (ahead.peek() == '"' || ahead.rest().empty())) return true;
    at.value();
  }
  return false;
}

}  // namespace

bool cut_envoy(std::string_view line, LogLine& out, LayoutMiss& miss) {
  Cursor at(line);
  if (!at.take("[")) return at.refuse(miss, "the start time in brackets");
  const std::string_view stamp = at.until("] ");
  const std::optional<LogTime> time = parse_log_time(stamp);
  if (!time || stamp[4] != '-') return at.refuse(miss, stamp, "an ISO 8601 start time");
  std::string_view request;
  StatusCode status = 0;
  if (!at.request_and_status(request, status))
    return at.refuse(miss, "a quoted request and its code");
  const std::string_view flags = at.word();
  if (flags.data() != nullptr && !is_flags(flags)) return at.refuse(miss, flags, "response flags");

  out = {};
  out.time = time;
  out.status = status;
  set_request(out, request);
  const Cursor behind_flags = at;
  if (!find_numbers(at)) at = behind_flags;
  at.word();  // bytes received
  out.bytes = read_bytes(at.word());
  out.duration = read_duration(at.word(), kMillisecond);
  at.word();  // the upstream's service time
  out.forwarded_for = null_if_dash(at.value());
  out.agent = null_if_dash(at.value());
  at.value();  // request id
  out.host = null_if_dash(at.value());
  out.upstream = null_if_dash(at.value());
  if (out.forwarded_for.data() != nullptr) {
    out.client = null_if_dash(left_most(out.forwarded_for));
  } else {
    at.word();  // upstream cluster, the first of Istio's own
    at.word();  // upstream local address
    at.word();  // downstream local address
    const std::string_view client = at.word();
    if (ends_in_port(client)) out.client = without_port(client);
  }
  return true;
}

}  // namespace logscan
