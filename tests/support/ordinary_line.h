#pragma once

#include "logscan/log_line.h"

namespace logscan::test {

/// Returns a line with most fields, but without a user or a referer.
inline LogLine ordinary_line() {
  LogLine line;
  line.time = LogTime{1768212000, 60};  // 2026-01-12T10:00:00Z
  line.host = "Shop.Example.com";
  line.client = "192.0.2.7";
  line.request = "GET /shop/cart.php?id=1 HTTP/1.1";
  line.method = "GET";
  line.target = "/shop/cart.php?id=1";
  line.path = "/shop/cart.php";
  line.query = "id=1";
  line.protocol = "HTTP/1.1";
  line.status = 503;
  line.bytes = 10240;
  line.agent = "Mozilla/5.0 (X11; Bot)";
  line.forwarded_for = "";
  line.duration = 1'500'000'000;
  line.upstream = "10.0.0.5:8080";
  return line;
}

}  // namespace logscan::test
