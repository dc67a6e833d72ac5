#include "format/layouts/cursor.h"
#include "format/layouts/layouts.h"
#include "format/layouts/values.h"
#include "format/tail.h"

namespace logscan {
namespace {

// Returns the next value of a comma-separated line and consumes the comma after it. Returns null
// when there is none or its quote is not closed. A doubled quote is part of the value.
std::string_view next_csv_value(Cursor& at) {
  const std::string_view rest = at.rest();
  if (rest.empty()) return {};
  if (rest[0] != '"') {
    const std::string_view value = rest.substr(0, rest.find(','));
    at.skip(value.size());
    at.consume(",");
    return value;
  }
  for (std::size_t end = rest.find('"', 1); end != std::string_view::npos;
       end = rest.find('"', end + 1)) {
    if (end + 1 < rest.size() && rest[end + 1] == '"') {
      ++end;
    } else if (end + 1 == rest.size() || rest[end + 1] == ',') {
      at.skip(end + 1);
      at.consume(",");
      return rest.substr(1, end - 1);
    }
  }
  at.skip(rest.size());
  return {};
}

// Converts digits of microseconds since 1970 by dropping the last six.
std::optional<LogTime> read_micros(std::string_view text) {
  if (text.size() <= 6 || !is_number(text)) return std::nullopt;
  return parse_epoch(text.substr(0, text.size() - 6));
}

}  // namespace

bool cut_gcs(std::string_view line, Wanted wanted, LogLine& out, LayoutMismatch& mismatch) {
  Cursor at(line);
  if (at.peek() != '"') return at.fail(mismatch, "a quoted time in microseconds");
  const std::string_view stamp = next_csv_value(at);
  const std::optional<LogTime> time = read_micros(stamp);
  if (!time) return at.fail(mismatch, line.substr(1), "a time in microseconds since 1970");
  const std::string_view client = next_csv_value(at);
  next_csv_value(at);  // type of the address
  next_csv_value(at);  // region
  const std::string_view method = next_csv_value(at);
  const std::string_view uri = next_csv_value(at);
  const std::string_view code = next_csv_value(at);
  const std::optional<StatusCode> status = parse_status(code);
  if (!status) return at.fail(mismatch, code, "a status of three digits");

  if (!begin_fields(wanted, time, *status, out)) return true;
  out.client = null_if_dash(client);
  out.method = null_if_dash(method);
  set_target(out, uri);
  next_csv_value(at);  // bytes received
  out.bytes = parse_bytes(next_csv_value(at));
  out.duration = parse_duration(next_csv_value(at), kMicrosecond);
  out.host = null_if_dash(next_csv_value(at));
  out.referer = null_if_dash(next_csv_value(at));
  out.agent = null_if_dash(next_csv_value(at));
  return true;
}

bool is_layout_header(std::string_view line) {
  return line.starts_with("\"time_micros\",") || line.starts_with("time_micros,");
}

}  // namespace logscan
