#include "format/layouts/cursor.h"
#include "format/layouts/layouts.h"
#include "format/layouts/values.h"
#include "format/tail.h"

namespace logscan {
namespace {

// Accepts `HIER_DIRECT/192.0.2.80`: capitals, then a slash. Spaces in a URL shift the columns after
// it.
bool is_hierarchy(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == 0 || slash == std::string_view::npos) return false;
  for (const char c : text.substr(0, slash)) {
    if ((c < 'A' || c > 'Z') && c != '_' && !is_digit(c)) return false;
  }
  return true;
}

}  // namespace

bool cut_squid(std::string_view line, Wanted wanted, LogLine& out, LayoutMismatch& mismatch) {
  Cursor at(line);
  const std::string_view stamp = at.word();
  const bool millis = stamp.size() > 4 && stamp[stamp.size() - 4] == '.';
  const std::optional<LogTime> time = millis ? parse_epoch(stamp) : std::nullopt;
  if (!time) return at.fail(mismatch, stamp, "seconds since 1970 with three more digits");

  const std::string_view elapsed = at.word();
  if (!is_number(elapsed.substr(elapsed.starts_with('-') ? 1 : 0)))
    return at.fail(mismatch, elapsed, "elapsed milliseconds");
  const std::string_view client = at.word();
  const std::string_view result = at.word();
  const std::size_t slash = result.find('/');
  if (slash == std::string_view::npos) return at.fail(mismatch, result, "result/status");
  const std::optional<StatusCode> status = parse_status(result.substr(slash + 1));
  if (!status) return at.fail(mismatch, result.substr(slash + 1), "a status of three digits");

  if (!begin_fields(wanted, time, *status, out)) return true;
  out.duration = parse_duration(elapsed, kMillisecond);
  out.client = null_if_dash(client);
  out.bytes = parse_bytes(at.word());
  out.method = null_if_dash(at.word());
  set_target(out, at.word());
  out.host = out.method == "CONNECT" ? out.target : authority_of(out.target);

  const std::string_view user = at.word();
  const std::string_view hierarchy = at.word();
  if (!is_hierarchy(hierarchy)) return true;
  out.user = null_if_dash(user);
  out.upstream = null_if_dash(hierarchy.substr(hierarchy.find('/') + 1));
  if (out.upstream.empty()) out.upstream = {};
  return true;
}

}  // namespace logscan
