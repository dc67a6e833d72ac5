#include "gen/layout.h"

namespace logscan::gen {

void put_head(TextOut& out, const Entry& entry, Layout layout) {
  if (has_host(layout)) {
    out.put(entry.host);
    out.put(' ');
  }
  out.put(entry.client);
  out.put(" - ");
  out.put(entry.user);
  out.put(" [");
  out.put(entry.stamp);
  out.put("] ");
}

void put_request(TextOut& out, const Entry& entry) {
  out.put(entry.method);
  out.put(' ');
  out.put(entry.path);
  out.put(entry.query);
  out.put(' ');
  out.put(entry.protocol);
}

void put_tail(TextOut& out, const Entry& entry, Layout layout) {
  if (!has_agent(layout)) return;
  out.put(" \"");
  out.put(entry.referer);
  out.put("\" \"");
  out.put(entry.agent);
  out.put('"');
  if (layout == Layout::kNginxMain) {
    out.put(" \"");
    out.put(entry.forwarded);
    out.put('"');
  } else if (layout == Layout::kClfExtra) {
    out.put(' ');
    out.seconds(entry.milliseconds + 1);
    out.put(' ');
    out.seconds(entry.milliseconds);
    out.put(" \"");
    out.put(entry.upstream);
    out.put('"');
  }
}

namespace {

void put_quoted_line(TextOut& out, const Entry& entry, Layout layout) {
  put_head(out, entry, layout);
  out.put('"');
  put_request(out, entry);
  out.put("\" ");
  out.put(entry.status);
  out.put(' ');
  out.number(entry.bytes);
  put_tail(out, entry, layout);
}

}  // namespace

void put_line(TextOut& out, const Entry& entry, Layout layout) {
  switch (layout) {
    case Layout::kCaddy:
      return put_caddy_line(out, entry);
    case Layout::kNginxJson:
      return put_nginx_json_line(out, entry);
    case Layout::kLtsv:
      return put_ltsv_line(out, entry);
    case Layout::kHaproxy:
      return put_haproxy_line(out, entry);
    case Layout::kAlb:
      return put_alb_line(out, entry);
    case Layout::kW3c:
      return put_w3c_line(out, entry);
    case Layout::kApplication:
      return put_application_line(out, entry);
    case Layout::kComments:
      return put_comment_line(out, entry);
    default:
      return put_quoted_line(out, entry, layout);
  }
}

}  // namespace logscan::gen
