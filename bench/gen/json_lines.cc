#include <array>
#include <utility>

#include "gen/layout.h"
#include "gen/random.h"

namespace logscan::gen {
namespace {

void put_member(TextOut& out, std::string_view name, std::string_view text) {
  out.put(R"(,")");
  out.put(name);
  out.put(R"(":")");
  out.put(text);
  out.put('"');
}

struct Header {
  std::string_view name;
  std::string_view text;  ///< as JSON; `-` for none
};

/// Caddy keeps headers in a map, so each line has them in another order.
template <std::size_t count>
void put_headers(TextOut& out, std::array<Header, count> headers, Rng& rng) {
  for (std::size_t i = count; i > 1; --i)
    std::swap(headers[i - 1], headers[rng.below(static_cast<std::uint32_t>(i))]);
  char separator = '{';
  for (const Header& header : headers) {
    if (header.text == "-") continue;
    out.put(std::exchange(separator, ','));
    out.put('"');
    out.put(header.name);
    out.put(R"(":[")");
    out.put(header.text);
    out.put(R"("])");
  }
  out.put('}');
}

void put_request_object(TextOut& out, const Entry& entry, Rng& rng) {
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
  out.put(R"(","headers":)");
  put_headers(
      out,
      std::array{Header{"Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*"},
                 Header{"User-Agent", entry.agent}, Header{"Accept-Language", "en-US,en;q=0.5"},
                 Header{"Accept-Encoding", "gzip, deflate, br"}, Header{"Referer", entry.referer},
                 Header{"X-Forwarded-For", entry.forwarded}, Header{"Cookie", "REDACTED"},
                 Header{"Priority", "u=0, i"}},
      rng);
  out.put(R"(,"tls":{"resumed":false,"version":772,"cipher_suite":4865,"proto":"h2")");
  put_member(out, "server_name", host);
  out.put("}}");
}

}  // namespace

void put_caddy_line(TextOut& out, const Entry& entry) {
  Rng rng(entry.order);
  out.put(R"({"level":"info","ts":)");
  out.number(static_cast<std::uint64_t>(entry.time));
  out.put('.');
  out.padded(entry.milliseconds % 1000, 3);
  out.put(R"(,"logger":"http.log.access.log0","msg":"handled request",)");
  put_request_object(out, entry, rng);
  out.put(R"(,"bytes_read":0)");
  put_member(out, "user_id", entry.user == "-" ? "" : entry.user);
  out.put(R"(,"duration":)");
  out.seconds(entry.milliseconds);
  out.put(R"(,"size":)");
  out.number(entry.bytes);
  out.put(R"(,"status":)");
  out.put(entry.status);
  out.put(R"(,"resp_headers":)");
  put_headers(out,
              std::array{Header{"Server", "Caddy"}, Header{"Alt-Svc", R"(h3=\":443\"; ma=2592000)"},
                         Header{"Content-Type", "text/html; charset=utf-8"},
                         Header{"Strict-Transport-Security", "max-age=31536000"},
                         Header{"Last-Modified", "Sat, 10 Jan 2026 13:40:11 GMT"},
                         Header{"Vary", "Accept-Encoding"}},
              rng);
  out.put('}');
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
