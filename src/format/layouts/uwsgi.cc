#include "format/layouts/cursor.h"
#include "format/layouts/layouts.h"
#include "format/layouts/values.h"
#include "format/request.h"
#include "format/tail.h"

namespace logscan {
namespace {

std::int64_t unit_of(std::string_view word) {
  if (word == "micros") return kMicrosecond;
  if (word == "msecs") return kMillisecond;
  return word == "secs" ? kSecond : 0;
}

}  // namespace

bool cut_uwsgi(std::string_view line, Wanted wanted, LogLine& out, LayoutMismatch& mismatch) {
  Cursor at(line);
  if (at.consume("{address space usage: ")) {
    at.until("} ");
    if (at.consume("{rss usage: ")) at.until("} ");
  }
  if (!at.consume("[pid: ")) return at.fail(mismatch, "\"[pid: \"");
  if (at.until("] ").data() == nullptr) return at.fail(mismatch, "\"]\" after the request number");
  const std::string_view client = at.until(" (");
  if (client.data() == nullptr) return at.fail(mismatch, "the client and a user in parentheses");
  const std::string_view user = at.until(") {");
  if (user.data() == nullptr) return at.fail(mismatch, "a user and variables in braces");
  if (at.until("} [").data() == nullptr) return at.fail(mismatch, "the time in brackets");
  const std::string_view stamp = at.until("] ");
  const std::optional<LogTime> time = parse_stamp(stamp);
  if (!time) return at.fail(mismatch, stamp, "a time as Sun Mar 13 22:49:12 2016");

  // The last one counts: the server wrote what follows it, the client what precedes it.
  constexpr std::string_view kArrow = " => generated ";
  const std::size_t arrow = at.rest().rfind(kArrow);
  if (arrow == std::string_view::npos)
    return at.fail(mismatch, "\"=> generated\" after the target");
  const std::string_view request = at.rest().substr(0, arrow);
  at.skip(arrow + kArrow.size());
  const std::string_view bytes = at.word();
  if (!at.consume(" bytes in ")) return at.fail(mismatch, "\"bytes in\"");
  const std::string_view taken = at.word();
  const std::string_view unit_name = at.word();
  const std::int64_t unit = unit_of(unit_name);
  if (unit == 0) return at.fail(mismatch, unit_name, "msecs, micros or secs");
  if (at.until(" (").data() == nullptr) return at.fail(mismatch, "protocol and status");
  const std::string_view protocol = at.word();
  at.skip_spaces();
  const std::string_view code = at.until(")");
  const std::optional<StatusCode> status = parse_status(code);
  if (!status) return at.fail(mismatch, code, "a status of three digits");

  if (!begin_fields(wanted, time, *status, out)) return true;
  out.client = client.empty() ? std::string_view() : null_if_dash(client);
  out.user = user.empty() ? std::string_view() : null_if_dash(user);
  const Request parts = cut_request(request);
  out.method = parts.method;
  out.target = parts.target;
  out.path = parts.path;
  out.query = parts.query;
  out.protocol = null_if_dash(protocol);
  out.bytes = parse_bytes(bytes);
  out.duration = parse_duration(taken, unit);
  return true;
}

}  // namespace logscan
