#include <bit>
#include <cstdint>

#include "format/layouts/cursor.h"
#include "format/layouts/layouts.h"
#include "format/layouts/values.h"
#include "format/tail.h"
#include "text/client_text.h"

namespace logscan {
namespace {

constexpr int kTimers = 5;
constexpr int kWordsToCaptures = 5;  // two cookies, the state, counters, queues

std::string_view without_plus(std::string_view text) {
  return text.substr(text.starts_with('+') ? 1 : 0);
}

// Reads five numbers without signs in at most sixteen bytes, of which sixteen may be loaded.
bool read_plain_timers(std::string_view text, std::string_view& last) {
  if (text.size() > sizeof(SixteenBytes)) return false;
  const SixteenBytes bytes = load_sixteen(text.data());
  const std::uint32_t in_text = (std::uint32_t{1} << text.size()) - 1;
  const std::uint32_t slashes = match_bits(bytes == '/') & in_text;
  const std::uint32_t digits = match_bits(bytes - '0' < 10) & in_text;
  const std::uint32_t after_number = slashes | (in_text + 1);
  if ((slashes | digits) != in_text || (after_number & ~(digits << 1)) != 0) return false;
  std::uint32_t last_slash = slashes;
  for (int i = 0; i < kTimers - 2; ++i)
    last_slash &= last_slash - 1;
  if (last_slash == 0 || (last_slash & (last_slash - 1)) != 0) return false;
  last = text.substr(static_cast<std::size_t>(std::countr_zero(last_slash)) + 1);
  return true;
}

// Reads five numbers separated by slashes and stores the fifth in `last`. Each may be -1 or have a
// plus before it.
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

// Rejects a dash: a line truncated within `-1` has no status.
std::optional<StatusCode> read_code(std::string_view text) {
  if (text == "-1") return kStatusMinusOne;
  return text == "-" ? std::nullopt : parse_status(text);
}

// Cuts the fields after the status. HAProxy writes quotes and braces that a client sends as `#22`
// and the like, so the first one closes. A long line may be truncated.
void cut_request_after(Cursor& at, LogLine& out) {
  for (int i = 0; i < kWordsToCaptures; ++i)
    at.word();
  at.skip_spaces();
  while (at.consume("{")) {
    if (at.until("}").data() == nullptr) return;
    at.skip_spaces();
  }
  if (!at.consume("\"")) return;
  set_request(out, at.rest().substr(0, at.rest().find('"')));
}

}  // namespace

bool cut_haproxy(std::string_view line, Wanted wanted, LogLine& out, LayoutMismatch& mismatch) {
  PrefixKind kind = PrefixKind::kNone;
  const std::string_view text = strip_prefix(line, kind);
  Cursor at(line);
  if (kind == PrefixKind::kSyslog3164 || kind == PrefixKind::kSyslog5424 ||
      kind == PrefixKind::kPriority)
    at.skip(line.size() - text.size());

  const std::string_view client = at.word();
  if (!ends_in_port(client) || client.find('\t') != std::string_view::npos)
    return at.fail(mismatch, client, "client:port");
  if (!at.consume(" [")) return at.fail(mismatch, "the accept date in brackets");
  const std::string_view stamp = at.until(']');
  const std::optional<LogTime> time = parse_stamp(stamp);
  if (!time) return at.fail(mismatch, stamp, "an accept date");
  at.word();  // the frontend
  const std::string_view server = at.word();
  if (server.find('/') == std::string_view::npos)
    return at.fail(mismatch, server, "backend/server");
  const std::string_view timers = at.word();
  std::string_view total;
  const bool are_plain = at.may_load(timers) && read_plain_timers(timers, total);
  if (!are_plain && !read_timers(timers, total)) return at.fail(mismatch, timers, "five timers");
  const std::string_view code = at.word();
  const std::optional<StatusCode> status = read_code(code);
  if (!status) return at.fail(mismatch, code, "a status of three digits or -1");

  if (!begin_fields(wanted, time, *status, out)) return true;
  if (!client.starts_with("unix:")) out.client = strip_port(client);
  if (!server.ends_with("/<NOSRV>")) out.upstream = server;
  out.duration = parse_duration(total, kMillisecond);
  out.bytes = parse_bytes(without_plus(at.word()));
  cut_request_after(at, out);
  return true;
}

}  // namespace logscan
