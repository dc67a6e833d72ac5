#include "format/layouts/cursor.h"
#include "format/layouts/layouts.h"
#include "format/layouts/values.h"
#include "format/tail.h"
#include "text/client_text.h"

namespace logscan {
namespace {

// Accepts `-`, or capitals and commas as in `UF,URX`: only Envoy writes such a word after the
// status.
bool is_flags(std::string_view text) {
  for (const char c : text) {
    if ((c < 'A' || c > 'Z') && c != ',' && text != "-") return false;
  }
  return !text.empty();
}

bool is_number_or_dash(std::string_view text) {
  return text == "-" || is_number(text);
}

struct Numbers {
  std::string_view received;
  std::string_view sent;
  std::string_view duration;
  std::string_view upstream_duration;
};

Numbers consume_numbers(Cursor& at) {
  Numbers numbers;
  numbers.received = at.word();
  numbers.sent = at.word();
  numbers.duration = at.word();
  numbers.upstream_duration = at.word();
  return numbers;
}

// Istio writes more after the flags: words and quoted reasons, in columns that depend on its
// version. The four numbers that all versions have precede the first quoted header. If there are
// none, the columns are Envoy's.
Numbers find_numbers(Cursor& at) {
  constexpr int kMaxDetails = 8;
  Cursor from = at;
  for (int i = 0; i <= kMaxDetails; ++i) {
    from.skip_spaces();
    if (is_digit(from.peek())) {
      Cursor ahead = from;
      const Numbers numbers = consume_numbers(ahead);
      ahead.skip_spaces();
      if (is_number(numbers.received) && is_number(numbers.sent) &&
          is_number_or_dash(numbers.duration) && is_number_or_dash(numbers.upstream_duration) &&
          (ahead.peek() == '"' || ahead.rest().empty())) {
        at = ahead;
        return numbers;
      }
    }
    from.value();
  }
  return consume_numbers(at);
}

}  // namespace

bool cut_envoy(std::string_view line, Wanted wanted, LogLine& out, LayoutMismatch& mismatch) {
  Cursor at(line);
  if (!at.consume("[")) return at.fail(mismatch, "the start time in brackets");
  const std::string_view stamp = at.until("] ");
  const std::optional<LogTime> time = parse_log_time(stamp);
  if (!time || stamp[4] != '-') return at.fail(mismatch, stamp, "an ISO 8601 start time");
  std::string_view request;
  StatusCode status = 0;
  if (!at.request_and_status(request, status))
    return at.fail(mismatch, "a quoted request and its code");
  const std::string_view flags = at.word();
  if (flags.data() != nullptr && !is_flags(flags))
    return at.fail(mismatch, flags, "response flags");

  if (!begin_fields(wanted, time, status, out)) return true;
  set_request(out, request);
  const Numbers numbers = find_numbers(at);
  out.bytes = parse_bytes(numbers.sent);
  out.duration = parse_duration(numbers.duration, kMillisecond);
  out.forwarded_for = null_if_dash(at.value());
  out.agent = null_if_dash(at.value());
  at.value();  // request id
  out.host = null_if_dash(at.value());
  out.upstream = null_if_dash(at.value());
  at.word();  // upstream cluster, the first of Istio's own
  at.word();  // upstream local address
  at.word();  // downstream local address
  const std::string_view peer = at.word();
  // Port 0 marks an address that Envoy itself took from the end of the list.
  const bool has_peer = !plain_address(peer).empty();
  std::string_view list = out.forwarded_for;
  if (has_peer && (list.data() == nullptr || !peer.ends_with(":0"))) {
    out.client = strip_port(peer);
  } else if (list.data() != nullptr) {
    out.client = null_if_dash(has_peer ? pop_last_entry(list) : first_of_list(list));
  }
  return true;
}

}  // namespace logscan
