#include "format/layouts/cursor.h"
#include "format/layouts/layouts.h"
#include "format/layouts/values.h"
#include "format/tail.h"
#include "text/address.h"

namespace logscan {
namespace {

constexpr int kTimers = 5;
constexpr int kWordsToCaptures = 5;  // two cookies, the state, counters, queues

std::string_view without_plus(std::string_view text) {
  return text.substr(text.starts_with('+') ? 1 : 0);
}

// Five numbers and slashes; `last` is the fifth. Each may be -1, or have a plus in front.
bool read_timers(std::string_view text, std::string_view& last) {
  for (int i = 0; i < kTimers; ++i) {
    const std::size_t slash = text.find('/');
    if ((slash == std::string_view::npos) != (i == kTimers - 1)) return false;
    last = without_plus(text.substr(0, slash));
    if (!is_number(last.substr(last.starts_with('-') ? 1 : 0))) return false;
    text.remove_prefix(i == kTimers - 1 ? 0 : slash + 1);
  }
  return true;
}

// No dash: a line torn in `-1` is not one.
std::optional<StatusCode> read_code(std::string_view text) {
  if (text == "-1") return kStatusMinusOne;
  return text == "-" ? std::nullopt : read_status(text);
}

// The rest of the fields, once the status is known. HAProxy writes quotes and braces that a client
// sends as `#22` and the like, so the first one closes; the end of a long line may be missing.
void cut_request_behind(Cursor& at, LogLine& out) {
  for (int i = 0; i < kWordsToCaptures; ++i)
    at.word();
  at.skip_spaces();
  while (at.take("{")) {
    if (at.until("}").data() == nullptr) return;
    at.skip_spaces();
  }
  if (!at.take("\"")) return;
  set_request(out, at.rest().substr(0, at.rest().find('"')));
}

}  // namespace

bool cut_haproxy(std::string_view line, LogLine& out, LayoutMiss& miss) {
  PrefixKind kind = PrefixKind::kNone;
  const std::string_view text = strip_prefix(line, kind);
  Cursor at(line);
  if (kind == PrefixKind::kSyslog3164 || kind == PrefixKind::kSyslog5424 ||
      kind == PrefixKind::kPriority)
    at.skip(line.size() - text.size());

  const std::string_view client = at.word();
  if (!ends_in_port(client) || client.find('\t') != std::string_view::npos)
    return at.refuse(miss, client, "client:port");
  if (!at.take(" [")) return at.refuse(miss, "the accept date in brackets");
  const std::string_view stamp = at.until("]");
  const std::optional<LogTime> time = parse_stamp(stamp);
  if (!time) return at.refuse(miss, stamp, "an accept date");
  at.word();  // the frontend
  const std::string_view server = at.word();
  if (server.find('/') == std::string_view::npos) return at.refuse(miss, server, "backend/server");
  const std::string_view timers = at.word();
  std::string_view total;
  if (!read_timers(timers, total)) return at.refuse(miss, timers, "five timers");
  const std::string_view code = at.word();
  const std::optional<StatusCode> status = read_code(code);
  if (!status) return at.refuse(miss, code, "a status of three digits or -1");

  out = {};
  out.time = time;
  out.client = without_port(client);
  out.status = *status;
  if (!server.ends_with("/<NOSRV>")) out.upstream = server;
  out.duration = read_duration(total, kMillisecond);
  out.bytes = read_bytes(without_plus(at.word()));
  cut_request_behind(at, out);
  return true;
}

}  // namespace logscan
