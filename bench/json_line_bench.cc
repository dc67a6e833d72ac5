// Parsing of Caddy's JSON lines, with and without extraction of the fields for a report by path.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/json_line.h"
#include "scan/line_index.h"
#include <benchmark/benchmark.h>

namespace logscan {
namespace {

constexpr int kLines = 1000;

StatusCode status_of(int i) {
  constexpr StatusCode kStatuses[] = {200, 200, 200, 304, 404, 200, 500};
  return kStatuses[i % 7];
}

std::string path_of(int i) {
  return "/products/fern/river-" + std::to_string(i * 37 % 5003);
}

struct Lines {
  std::string text;
  std::vector<std::string_view> each;

  Lines() {
    std::vector<std::size_t> ends;
    for (int i = 0; i < kLines; ++i) {
      const std::string number = std::to_string(i);
      text +=
          R"({"level":"info","ts":17000)" + std::to_string(10000 + i) +
          R"(.6014807,)"
          R"("logger":"http.log.access.log0","msg":"handled request","request":{)"
          R"("remote_ip":"192.0.2.)" +
          std::to_string(i % 256) +
          R"(","remote_port":"40112",)"
          R"("client_ip":"198.51.100.7","proto":"HTTP/2.0","method":"GET",)"
          R"("host":"www.example.com","uri":")" +
          path_of(i) + R"(?page=)" + number +
          R"(",)"
          R"("headers":{"Accept":["text/html,application/xhtml+xml,application/xml;q=0.9,*/*"],)"
          R"("User-Agent":["Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Firefox/144.0"],)"
          R"("Accept-Language":["en-US,en;q=0.5"],"Accept-Encoding":["gzip, deflate, br"],)"
          R"("Referer":["https://www.example.com/"],"Sec-Fetch-Mode":["navigate"],)"
          R"("Cookie":["REDACTED"],"Priority":["u=0, i"]},"tls":{"resumed":false,"version":772,)"
          R"("cipher_suite":4865,"proto":"h2","server_name":"www.example.com"}},)"
          R"("bytes_read":0,"user_id":"","duration":0.000724332,"size":)" +
          number +
          R"(,)"
          R"("status":)" +
          std::to_string(status_of(i)) +
          R"(,"resp_headers":{)"
          R"("Server":["Caddy"],"Alt-Svc":["h3=\":443\"; ma=2592000"],)"
          R"("Content-Type":["text/html; charset=utf-8"],"Etag":["\"ce73jyctvym8wj-br\""],)"
          R"("Strict-Transport-Security":["max-age=31536000"],)"
          R"("Last-Modified":["Sat, 11 Sep 2021 13:40:11 GMT"],"Vary":["Accept-Encoding"]}})"
          "\n";
      ends.push_back(text.size());
    }
    text.append(kPadding, '\0');
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
      each.push_back(std::string_view(text).substr(begin, end - 1 - begin));
      begin = end;
    }
  }
};

bool right(JsonParser& cutter, const Lines& lines) {
  for (int i = 0; i < kLines; ++i) {
    const KeyedResult verdict = cutter.parse(lines.each[static_cast<std::size_t>(i)]);
    if (verdict.mismatch != Mismatch::kNone || verdict.map != 0 || verdict.status != status_of(i) ||
        cutter.cut({Field::kPath}).path != path_of(i) ||
        cutter.time() != LogTime{1700010000 + i, 0}) {
      return false;
    }
  }
  return true;
}

void read_lines(benchmark::State& state, JsonKernel kernel, bool with_fields) {
  const Lines lines;
  JsonParser cutter(known_key_maps(KeySyntax::kJson), kernel);
  if (!right(cutter, lines)) {
    state.SkipWithError("not what was written");
    return;
  }
  for (auto _ : state) {
    for (const std::string_view line : lines.each) {
      const KeyedResult verdict = cutter.parse(line);
      benchmark::DoNotOptimize(verdict.status);
      if (!with_fields) continue;
      const LogLine fields = cutter.cut({Field::kTime, Field::kPath});
      benchmark::DoNotOptimize(fields.path.data());
    }
  }
  state.SetItemsProcessed(state.iterations() * kLines);
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(lines.text.size() - kPadding));
}

BENCHMARK_CAPTURE(read_lines, status, JsonKernel::kBest, false);
BENCHMARK_CAPTURE(read_lines, status_time_path, JsonKernel::kBest, true);
BENCHMARK_CAPTURE(read_lines, plain_status_time_path, JsonKernel::kPlain, true);

}  // namespace
}  // namespace logscan
