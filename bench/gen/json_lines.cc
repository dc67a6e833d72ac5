#include "gen/layout.h"

namespace logscan::gen {
namespace {

void put_member(TextOut& out, std::string_view name, std::string_view text) {
  out.put(R"(,")");
  out.put(name);
  out.put(R"(":")");
  out.put(text);
  out.put('"');
}

void put_header(TextOut& out, std::string_view name, std::string_view text) {
  if (text == "-") return;
  out.put(R"(,")");
  out.put(name);
  out.put(R"(":[")");
  out.put(text);
  out.put(R"("])");
}

void put_request_object(TextOut& out, const Entry& entry) {
  out.put(R"("request":{"remote_ip":")");
  out.put(entry.client);
  out.put(R"(","remote_port":")");
  out.number(32768 + entry.milliseconds % 28232);
  out.put('"');
  put_member(out, "client_ip", entry.client);
  put_member(out, "proto", entry.protocol);
  put_member(out, "method", entry.method);
  const std::string_view host = entry.host.substr(0, entry.host.find(':'));
  put_member(out, "host", host);
  put_member(out, "uri", entry.path);
  --out.at;  // removes the quote, since the query follows
  out.put(entry.query);
  out.put(R"(","headers":{"Accept":["text/html,application/xhtml+xml,application/xml;q=0.9,*/*"])");
  put_header(out, "User-Agent", entry.agent);
  out.put(R"(,"Accept-Language":["en-US,en;q=0.5"],"Accept-Encoding":["gzip, deflate, br"])");
  put_header(out, "Referer", entry.referer);
  put_header(out, "X-Forwarded-For", entry.forwarded);
  out.put(R"(,"Cookie":["REDACTED"],"Priority":["u=0, i"]},"tls":{"resumed":false,"version":772,)"
          R"("cipher_suite":4865,"proto":"h2")");
  put_member(out, "server_name", host);
  out.put("}}");
}

}  // namespace

void put_caddy_line(TextOut& out, const Entry& entry) {
  out.put(R"({"level":"info","ts":)");
  out.number(static_cast<std::uint64_t>(entry.time));
  out.put('.');
  out.padded(entry.milliseconds % 1000, 3);
  out.put(R"(,"logger":"http.log.access.log0","msg":"handled request",)");
  put_request_object(out, entry);
  out.put(R"(,"bytes_read":0)");
  put_member(out, "user_id", entry.user == "-" ? "" : entry.user);
  out.put(R"(,"duration":)");
  out.seconds(entry.milliseconds);
  out.put(R"(,"size":)");
  out.number(entry.bytes);
  out.put(R"(,"status":)");
  out.put(entry.status);
  out.put(R"(,"resp_headers":{"Server":["Caddy"],"Alt-Svc":["h3=\":443\"; ma=2592000"],)"
          R"("Content-Type":["text/html; charset=utf-8"],)"
          R"("Strict-Transport-Security":["max-age=31536000"],)"
          R"("Last-Modified":["Sat, 10 Jan 2026 13:40:11 GMT"],"Vary":["Accept-Encoding"]}})");
}

void put_nginx_json_line(TextOut& out, const Entry& entry) {
  out.put(R"({"time_local":")");
  out.put(entry.stamp);
  out.put('"');
  put_member(out, "remote_addr", entry.client);
  put_member(out, "remote_user", entry.user == "-" ? "" : entry.user);
  out.put(R"(,"request":")");
  put_request(out, entry);
  out.put('"');
  put_member(out, "status", entry.status);
  out.put(R"(,"body_bytes_sent":")");
  out.number(entry.bytes);
  out.put(R"(","request_time":")");
  out.seconds(entry.milliseconds);
  out.put('"');
  put_member(out, "http_referer", entry.referer == "-" ? "" : entry.referer);
  put_member(out, "http_user_agent", entry.agent);
  out.put('}');
}

}  // namespace logscan::gen
