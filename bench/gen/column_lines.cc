// Layouts of columns: LTSV, HAProxy, AWS's application load balancer, W3C.

#include "gen/clock.h"
#include "gen/layout.h"

namespace logscan::gen {
namespace {

constexpr std::uint64_t kFirstPort = 32'768;
constexpr std::uint64_t kPorts = 28'232;

std::uint64_t port(const Entry& entry) {
  return kFirstPort + entry.milliseconds * 7 % kPorts;
}

void put_label(TextOut& out, std::string_view label, std::string_view text) {
  if (text == "-") return;
  out.put('\t');
  out.put(label);
  out.put(':');
  out.put(text);
}

/// Writes `2026-01-12`, `separator`, `08:15:32`.
void put_time(TextOut& out, const Entry& entry, char separator) {
  const std::string text = rfc3339_text(entry.time, 0);
  out.put(std::string_view(text).substr(0, 10));
  out.put(separator);
  out.put(std::string_view(text).substr(11, 8));
}

/// Writes a word for a column that ends at a space.
void put_word(TextOut& out, std::string_view text) {
  for (const char c : text)
    out.put(c == ' ' ? '+' : c);
  out.put(' ');
}

}  // namespace

void put_ltsv_line(TextOut& out, const Entry& entry) {
  out.put("time:[");
  out.put(entry.stamp);
  out.put(']');
  put_label(out, "host", entry.client);
  put_label(out, "forwardedfor", entry.forwarded);
  put_label(out, "user", entry.user);
  out.put("\treq:");
  put_request(out, entry);
  put_label(out, "status", entry.status);
  out.put("\tsize:");
  out.number(entry.bytes);
  put_label(out, "referer", entry.referer);
  put_label(out, "ua", entry.agent);
  put_label(out, "vhost", entry.host);
  out.put("\treqtime:");
  out.seconds(entry.milliseconds);
}

void put_haproxy_line(TextOut& out, const Entry& entry) {
  const std::string_view day = entry.stamp.substr(0, 2);
  out.put(entry.stamp.substr(3, 3));  // the month
  out.put(' ');
  out.put(day.front() == '0' ? ' ' : day.front());
  out.put(day.back());
  out.put(' ');
  out.put(entry.stamp.substr(12, 8));
  out.put(" lb1 haproxy[20815]: ");
  out.put(entry.client);
  out.put(':');
  out.number(port(entry));
  out.put(" [");
  out.put(entry.stamp.substr(0, 20));
  out.put('.');
  out.padded(entry.milliseconds % 1000, 3);
  out.put("] www~ app/web");
  out.number(1 + entry.milliseconds % 4);
  out.put(" 0/0/1/");
  out.number(entry.milliseconds);
  out.put('/');
  out.number(entry.milliseconds + 1);
  out.put(' ');
  out.put(entry.status);
  out.put(' ');
  out.number(entry.bytes);
  out.put(" - - ---- 24/24/3/1/0 0/0 \"");
  put_request(out, entry);
  out.put('"');
}

void put_alb_line(TextOut& out, const Entry& entry) {
  const bool is_version_6 = entry.client.find(':') != std::string_view::npos;
  const std::string_view host = entry.host.substr(0, entry.host.find(':'));
  out.put("https ");
  put_time(out, entry, 'T');
  out.put('.');
  out.padded(entry.milliseconds * 1000 % 1'000'000, 6);
  out.put("Z app/front/0a1b2c3d4e5f6071 ");
  if (is_version_6) out.put('[');
  out.put(entry.client);
  if (is_version_6) out.put(']');
  out.put(':');
  out.number(port(entry));
  if (entry.upstream == "-") {
    out.put(" - -1 -1 -1 ");
  } else {
    out.put(' ');
    out.put(entry.upstream);
    out.put(" 0.001 ");
    out.seconds(entry.milliseconds);
    out.put(" 0.000 ");
  }
  out.put(entry.status);
  out.put(' ');
  out.put(entry.upstream == "-" ? "-" : entry.status);
  out.put(" 287 ");
  out.number(entry.bytes);
  out.put(" \"");
  out.put(entry.method);
  out.put(" https://");
  out.put(host);
  out.put(":443");
  out.put(entry.path);
  out.put(entry.query);
  out.put(' ');
  out.put(entry.protocol);
  out.put("\" \"");
  out.put(entry.agent);
  out.put(
      "\" TLS_AES_128_GCM_SHA256 TLSv1.3 arn:aws:elasticloadbalancing:eu-west-1:111122223333:"
      "targetgroup/shop/1f2e3d4c5b6a7980 \"Root=1-");
  out.hex(static_cast<std::uint64_t>(entry.time), 8);
  out.put('-');
  out.hex(entry.bytes * 0x9e3779b97f4a7c15U + entry.milliseconds, 16);
  out.put("00000000\" \"");
  out.put(host);
  out.put(
      "\" \"arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-111122223333"
      "\" 1 ");
  put_time(out, entry, 'T');
  out.put(".000000Z \"forward\" \"-\" \"-\" \"");
  out.put(entry.upstream);
  out.put("\" \"");
  out.put(entry.upstream == "-" ? "-" : entry.status);
  out.put("\" \"-\" \"-\" TID_36b1d6bc24d8a067");
}

const std::string_view kW3cDirective =
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
    "cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status sc-bytes cs-bytes "
    "time-taken";

void put_w3c_line(TextOut& out, const Entry& entry) {
  put_time(out, entry, ' ');
  out.put(" 198.51.100.7 ");
  put_word(out, entry.method);
  put_word(out, entry.path);
  put_word(out, entry.query.empty() ? "-" : entry.query.substr(1));
  out.put("443 ");
  put_word(out, entry.user);
  put_word(out, entry.client);
  put_word(out, entry.agent);
  put_word(out, entry.referer);
  put_word(out, entry.status);
  out.put("0 0 ");
  out.number(entry.bytes);
  out.put(" 287 ");
  out.number(entry.milliseconds);
}

}  // namespace logscan::gen
