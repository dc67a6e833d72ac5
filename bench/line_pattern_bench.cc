// Parsing of lines by a pattern: all fields, and only the status.

#include <string>
#include <vector>

#include "format/line_pattern.h"
#include <benchmark/benchmark.h>

namespace logscan {
namespace {

constexpr std::size_t kLines = 1000;

constexpr const char* kCombined =
    "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent "
    "\"$http_referer\" \"$http_user_agent\"";
constexpr const char* kTimed =
    "%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\" %D %{X-Forwarded-For}i";

std::vector<std::string> lines(bool timed) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < kLines; ++i) {
    std::string line = "203.0.113." + std::to_string(i % 256) +
                       " - - [12/Jan/2026:00:00:09 +0000] \"GET /products/fern/river-" +
                       std::to_string(i * 37) + " HTTP/1.1\" 200 " + std::to_string(i * 4711) +
                       " \"https://www.example.com/\" \"Mozilla/5.0 (X11; Linux x86_64; rv:144.0) "
                       "Gecko/20100101 Firefox/144.0\"";
    if (timed) line += " " + std::to_string(i * 1001) + " 198.51.100.7, 192.0.2.9";
    all.push_back(std::move(line));
  }
  return all;
}

// Checks the sums of all bytes and of all durations in microseconds, which are known in advance.
void cut(benchmark::State& state, const LinePattern& pattern, bool timed) {
  const std::vector<std::string> all = lines(timed);
  std::size_t size = 0;
  for (const std::string& line : all)
    size += line.size() + 1;
  bool right = true;
  for (auto _ : state) {
    std::uint64_t bytes = 0;
    std::int64_t nanoseconds = 0;
    std::size_t parsed = 0;
    for (const std::string& line : all) {
      LogLine fields;
      parsed += pattern.cut(line, fields, nullptr) && fields.status == 200 ? 1u : 0u;
      bytes += fields.bytes.value_or(0);
      nanoseconds += fields.duration.value_or(0);
      benchmark::DoNotOptimize(fields);
    }
    constexpr std::uint64_t kSum = kLines * (kLines - 1) / 2;
    right = right && parsed == kLines;
    if (pattern.fields().has(Field::kBytes)) right = right && bytes == kSum * 4711;
    if (pattern.fields().has(Field::kDuration))
      right = right && nanoseconds == static_cast<std::int64_t>(kSum * 1001 * 1000);
  }
  if (!right) state.SkipWithError("not the fields that the lines are made of");
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kLines));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size));
}

const bool kRegistered = [] {
  const auto add = [](const char* name, const LinePattern& pattern, bool timed) {
    benchmark::RegisterBenchmark(
        name, [pattern, timed](benchmark::State& state) { cut(state, pattern, timed); });
  };
  const LinePattern combined = LinePattern::nginx(kCombined);
  const LinePattern timed = LinePattern::apache(kTimed);
  add("pattern/combined", combined, false);
  add("pattern/combined/status", combined.only({}), false);
  add("pattern/combined/path", combined.only({Field::kPath}), false);
  add("pattern/timed", timed, true);
  return true;
}();

}  // namespace
}  // namespace logscan
