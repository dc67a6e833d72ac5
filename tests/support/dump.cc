#include "support/dump.h"

namespace logscan::test {

std::string dump(const std::optional<LogTime>& time) {
  if (!time) return "undated";
  const int offset = time->offset_minutes == kNoOffset ? 0 : time->offset_minutes;
  const int minutes = offset < 0 ? -offset : offset;
  const std::string digits = std::to_string(10000 + minutes / 60 * 100 + minutes % 60).substr(1);
  return std::to_string(time->seconds) + (offset < 0 ? "-" : "+") + digits;
}

std::string dump(const Verdict& verdict) {
  switch (verdict.kind) {
    case LineKind::kParsed:
      return std::string("parsed ") + log_format_name(verdict.format) + " " +
             status_name(verdict.status) + " " + dump(verdict.time);
    case LineKind::kMalformed:
      return std::string("malformed ") + reason_name(verdict.reason);
    case LineKind::kBlank:
      return "blank";
    case LineKind::kComment:
      return "comment";
  }
  return "";
}

std::string dump(const LogLine& line) {
  std::string text;
  const auto add = [&text](const char* name, std::string_view value) {
    if (value.data() == nullptr) return;
    if (!text.empty()) text += ' ';
    text.append(name).append("=<").append(value).append(">");
  };
  add("host", line.host);
  add("client", line.client);
  add("user", line.user);
  add("request", line.request);
  add("method", line.method);
  add("target", line.target);
  add("path", line.path);
  add("query", line.query);
  add("protocol", line.protocol);
  if (line.bytes) add("bytes", std::to_string(*line.bytes));
  add("referer", line.referer);
  add("agent", line.agent);
  add("forwarded_for", line.forwarded_for);
  return text;
}

std::string dump_with_proxy(const LogLine& line) {
  std::string text = dump(line);
  if (line.duration) text += " duration=<" + std::to_string(*line.duration) + ">";
  if (line.upstream.data() != nullptr) text += " upstream=<" + std::string(line.upstream) + ">";
  return text.starts_with(' ') ? text.substr(1) : text;
}

}  // namespace logscan::test
