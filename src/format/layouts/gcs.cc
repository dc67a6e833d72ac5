#include "format/layouts/cursor.h"
#include "format/layouts/layouts.h"
#include "format/layouts/values.h"
#include "format/tail.h"

namespace logscan {
namespace {

// The next value of a line of commas, the comma behind it taken, too; null when there is none, or a
// quote is not closed. A doubled quote is part of the value.
std::string_view take_csv(Cursor& at) {
  const std::string_view rest = at.rest();
  if (rest.empty()) return {};
  if (rest[0] != '"') {
    const std::string_view value = rest.substr(0, rest.find(','));
    at.skip(value.size());
    at.take(",");
    return value;
  }
  for (std::size_t end = rest.find('"', 1); end != std::string_view::npos;
       end = rest.find('"', end + 1)) {
    if (end + 1 < rest.size() && rest[end + 1] == '"') {
      ++end;
    } else if (end + 1 == rest.size() || rest[end + 1] == ',') {
      at.skip(end + 1);
      at.take(",");
      return rest.substr(1, end - 1);
    }
  }
  at.skip(rest.size());
  return {};
}

// Digits of microseconds since 1970, without the last six.
std::optional<LogTime> read_micros(std::string_view text) {
  if (text.size() <= 6 || !is_number(text)) return std::nullopt;
  return read_epoch(text.substr(0, text.size() - 6));
}

}  // namespace

bool cut_gcs(std::string_view line, LogLine& out, LayoutMiss& miss) {
  Cursor at(line);
  if (at.peek() != '"') return at.refuse(miss, "a quoted time in microseconds");
  const std::string_view stamp = take_csv(at);
  const std::optional<LogTime> time = read_micros(stamp);
  if (!time) return at.refuse(miss, line.substr(1), "a time in microseconds since 1970");
  const std::string_view client = take_csv(at);
  take_csv(at);  // type of the address
  take_csv(at);  // region
  const std::string_view method = take_csv(at);
  const std::string_view uri = take_csv(at);
  const std::string_view code = take_csv(at);
  const std::optional<StatusCode> status = read_status(code);
  if (!status) return at.refuse(miss, code, "a status of three digits");

  out = {};
  out.time = time;
  out.client = null_if_dash(client);
  out.method = null_if_dash(method);
  set_target(out, uri);
  out.status = *status;
  take_csv(at);  // bytes received
  out.bytes = read_bytes(take_csv(at));
  out.duration = read_duration(take_csv(at), kMicrosecond);
  out.host = null_if_dash(take_csv(at));
  out.referer = null_if_dash(take_csv(at));
  out.agent = null_if_dash(take_csv(at));
  return true;
}

bool is_layout_header(std::string_view line) {
  return line.starts_with("\"time_micros\",") || line.starts_with("time_micros,");
}

}  // namespace logscan
