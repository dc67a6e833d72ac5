// The layouts over lines that are made of random fields: what was put in must come out.

#include <functional>
#include <random>
#include <string>
#include <string_view>

#include "format/layouts/layouts.h"
#include "support/layout_rows.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

constexpr int kBuiltLines = 2000;

/// Random parts of a line.
class Parts {
 public:
  explicit Parts(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
  std::string number(std::size_t below_this = 1000000) { return std::to_string(below(below_this)); }
  std::string status() { return std::to_string(100 + below(900)); }

  std::string text(std::string_view alphabet, std::size_t most = 12) {
    std::string text;
    for (std::size_t size = 1 + below(most); size > 0; --size)
      text += alphabet[below(alphabet.size())];
    return text;
  }
  std::string word() { return "w" + text("abz019-_.%:;,()\xC3\xA9"); }
  std::string path() { return "/" + text("abz019-_.%:;,()[]'\\ ") + "x"; }
  std::string client() {
    const std::string n = number(256);
    return below(3) == 0 ? "2001:db8::" + n : "192.0.2." + n;
  }
  /// Returns text between quotes from a server that escapes them.
  std::string quoted() {
    std::string text;
    for (std::size_t size = below(12); size > 0; --size) {
      constexpr const char* kPieces[] = {"a", "9", " ", "\\\"", "\\\\", "[", "]", "/", "\t", "{"};
      text += kPieces[below(std::size(kPieces))];
    }
    return "x" + text;
  }

 private:
  std::mt19937_64 random_;
};

/// A line, and the fields that it must give.
struct Built {
  std::string line;
  std::string expected;
};

std::string field(const char* name, const std::string& value) {
  return value.empty() || value == "-" ? "" : std::string(" ") + name + "=<" + value + ">";
}

/// Method, target, path and query of a target that begins with a slash.
std::string target_fields(const std::string& path, const std::string& query) {
  const std::string target = path + (query.empty() ? "" : "?" + query);
  return field("method", "GET") + field("target", target) + field("path", path) +
         field("query", query);
}

std::string millis(const std::string& count) {
  return std::to_string(std::stoll(count) * 1000000);
}

std::string or_dash(Parts& parts, const std::string& value) {
  return parts.below(4) == 0 ? "-" : value;
}

Built build_squid(Parts& parts) {
  const std::string client = parts.client(), status = parts.status(), bytes = parts.number();
  const std::string taken = parts.number(), path = "/" + parts.word(), user = or_dash(parts, "u");
  const std::string peer = or_dash(parts, parts.client());
  return {"1768212000.123 " + std::string(parts.below(6), ' ') + taken + " " + client +
              " TCP_MISS/" + status + " " + bytes + " GET http://www.example.com" + path + " " +
              user + " HIER_DIRECT/" + peer + " text/html",
          status + " 1768212000+0000 host=<www.example.com>" + field("client", client) +
              field("user", user) + field("method", "GET") +
              field("target", "http://www.example.com" + path) + field("path", path) +
              field("bytes", bytes) + field("duration", millis(taken)) + field("upstream", peer)};
}

Built build_haproxy(Parts& parts) {
  const std::string client = parts.client(), status = parts.status(), bytes = parts.number();
  const std::string taken = parts.number(), path = parts.path();
  const std::string server = parts.word() + "/" + parts.word();
  std::string captured;
  for (std::size_t blocks = parts.below(3); blocks > 0; --blocks)
    captured += "{" + parts.text("ab |\"[]404 ") + "} ";
  const std::string front = parts.below(2) == 0 ? "" : "Jan 12 10:00:00 lb1 haproxy[7]: ";
  const std::string request = "GET " + path + " HTTP/1.1";
  return {front + client + ":41204 [12/Jan/2026:10:00:00.655] www~ " + server + " -1/0/" +
              parts.number() + "/-1/" + taken + " " + status + " " + bytes +
              " - - ---- 1/1/1/1/0 0/0 " + captured + "\"" + request + "\"",
          status + " 1768212000+0000" + field("client", client) + field("request", request) +
              target_fields(path, "") + field("protocol", "HTTP/1.1") + field("bytes", bytes) +
              field("duration", millis(taken)) + field("upstream", server)};
}

Built build_envoy(Parts& parts) {
  const std::string client = or_dash(parts, parts.client()), status = parts.status();
  const std::string bytes = parts.number(), taken = parts.number(), path = parts.path();
  const std::string agent = or_dash(parts, parts.quoted()), host = or_dash(parts, parts.word());
  const std::string server = or_dash(parts, parts.client() + ":80"), query = parts.word();
  const std::string request = "GET " + path + "?" + query + " HTTP/2";
  return {"[2026-01-12T10:00:00.310Z] \"" + request + "\" " + status +
              (parts.below(2) == 0 ? " - " : " UF,URX ") + parts.number() + " " + bytes + " " +
              taken + " - \"" + client + "\" \"" + agent + "\" \"" + parts.word() + "\" \"" + host +
              "\" \"" + server + "\"",
          status + " 1768212000+0000" + field("host", host) + field("client", client) +
              field("request", request) + target_fields(path, query) + field("protocol", "HTTP/2") +
              field("bytes", bytes) + field("agent", agent) + field("forwarded_for", client) +
              field("duration", millis(taken)) + field("upstream", server)};
}

Built build_uwsgi(Parts& parts) {
  const std::string client = parts.client(), user = parts.below(2) == 0 ? "" : parts.word();
  const std::string status = parts.status(), bytes = parts.number(), taken = parts.number();
  const std::string path = parts.path();
  return {"[pid: 881|app: 0|req: 12/48] " + client + " (" + user +
              ") {38 vars in 696 bytes} [Mon Jan 12 10:00:00 2026] GET " + path + " => generated " +
              bytes + " bytes in " + taken + " msecs (HTTP/1.1 " + status +
              ") 9 headers in 378 bytes (1 switches on core 3)",
          status + " 1768212000+0000" + field("client", client) + field("user", user) +
              target_fields(path, "") + field("protocol", "HTTP/1.1") + field("bytes", bytes) +
              field("duration", millis(taken))};
}

Built build_balancer(Parts& parts, const std::string& type, const std::string& tail) {
  const std::string client = parts.client(), status = parts.status(), bytes = parts.number();
  const std::string server = or_dash(parts, parts.client() + ":80"), path = "/" + parts.word();
  const std::string agent = or_dash(parts, parts.quoted());
  const std::string taken = std::to_string(1 + parts.below(9));
  const std::string url = "https://www.example.com:443" + path;
  const std::string request = "GET " + url + " HTTP/1.1";
  return {type + "2026-01-12T10:00:00.186641Z front " + client + ":2817 " + server + " 0.000 0.00" +
              taken + " 0.0 " + status + " - " + parts.number() + " " + bytes + " \"" + request +
              "\" \"" + agent + "\" - -" + tail,
          status + " 1768212000+0000 host=<www.example.com:443>" + field("client", client) +
              field("request", request) + field("method", "GET") + field("target", url) +
              field("path", path) + field("protocol", "HTTP/1.1") + field("bytes", bytes) +
              field("agent", agent) + field("duration", millis(taken)) + field("upstream", server)};
}

Built build_elb(Parts& parts) {
  return build_balancer(parts, "", "");
}

Built build_alb(Parts& parts) {
  return build_balancer(parts, "https ", " arn:target \"Root=1\" \"api.example.com\" \"-\" 1");
}

Built build_s3(Parts& parts) {
  const std::string client = or_dash(parts, parts.client()), user = or_dash(parts, parts.word());
  const std::string status = parts.status(), bytes = or_dash(parts, parts.number());
  const std::string taken = parts.number(), path = parts.path(), query = parts.word();
  const std::string referer = or_dash(parts, parts.quoted());
  const std::string agent = or_dash(parts, parts.quoted()), host = parts.word();
  const std::string request = "GET " + path + "?" + query + " HTTP/1.1";
  return {"c0ffee0123456789 pictures [12/Jan/2026:10:00:00 +0000] " + client + " " + user +
              " 0123456789ABCDEF REST.GET.OBJECT " + parts.word() + " \"" + request + "\" " +
              status + " - " + bytes + " 5 " + taken + " - \"" + referer + "\" \"" + agent +
              "\" - " + parts.word() + " SigV4 - AuthHeader " + host + " TLSv1.3 - -",
          status + " 1768212000+0000" + field("host", host) + field("client", client) +
              field("user", user) + field("request", request) + target_fields(path, query) +
              field("protocol", "HTTP/1.1") + field("bytes", bytes) + field("referer", referer) +
              field("agent", agent) + field("duration", millis(taken))};
}

Built build_gcs(Parts& parts) {
  const std::string client = parts.client(), status = parts.status(), bytes = parts.number();
  const std::string path = parts.path(), query = parts.word(), taken = parts.number();
  const std::string host = or_dash(parts, parts.word());
  std::string agent = "x";
  for (std::size_t size = parts.below(9); size > 0; --size)
    agent += parts.below(3) == 0 ? "\"\"" : parts.text("a, \\", 1);
  return {"\"1768212000123456\",\"" + client + "\",\"1\",\"\",\"GET\",\"" + path + "?" + query +
              "\",\"" + status + "\",\"7\",\"" + bytes + "\",\"" + taken + "\",\"" + host +
              "\",\"-\",\"" + agent + "\",\"id\",\"GET_Object\",\"b\",\"o\"",
          status + " 1768212000+0000" + field("host", host) + field("client", client) +
              target_fields(path, query) + field("bytes", bytes) + field("agent", agent) +
              field("duration", std::to_string(std::stoll(taken) * 1000))};
}

TEST(LayoutsBuilt, ReturnWhatALineWasMadeOf) {
  using Build = Built (*)(Parts&);
  constexpr Build kBuilds[] = {build_squid, build_haproxy, build_envoy, build_uwsgi,
                               build_elb,   build_alb,     build_s3,    build_gcs};
  static_assert(std::size(kBuilds) == kLayoutCount);
  Parts parts(20260112);
  for (std::size_t i = 0; i < kLayoutCount; ++i) {
    for (int round = 0; round < kBuiltLines; ++round) {
      const Built built = kBuilds[i](parts);
      LogLine fields;
      const Layout* const layout = find_layout(built.line, fields);
      ASSERT_EQ(layout, &kLayouts[i]) << kLayouts[i].name << ": " << built.line;
      ASSERT_EQ(test::full_dump(fields), built.expected) << built.line;
    }
  }
}

}  // namespace
}  // namespace logscan
