// Metrics of any bytes are valid and have labels of bounded length.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string_view>

#include "logscan/report.h"
#include "support/metrics.h"

// Each line of the input is the path of a group, a file, and a part of a pair.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view left(reinterpret_cast<const char*>(data), size);
  logscan::Summary summary;
  logscan::GroupSummary paths;
  logscan::GroupSummary pairs;
  paths.by = {"path"};
  pairs.by = {"path", "path/2"};
  while (!left.empty()) {
    const std::string line(left.substr(0, left.find('\n')));
    left.remove_prefix(std::min(left.size(), line.size() + 1));
    summary.inputs.emplace_back().path = line;
    logscan::GroupRow row;
    row.key = {line};
    row.p50 = static_cast<std::int64_t>(line.size());
    paths.rows.push_back(row);
    row.key = {line + "\n" + line, std::nullopt};
    pairs.rows.push_back(row);
  }
  summary.groups = {paths, pairs};
  try {
    const logscan::test::MetricsReader metrics(report_openmetrics(summary));
    for (const auto& [name, family] : metrics.families()) {
      for (const auto& sample : family.samples) {
        for (const auto& [label, value] : sample.labels) {
          if (value.size() > 128) throw std::runtime_error("a label that is too long");
        }
      }
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    std::abort();
  }
  return 0;
}
