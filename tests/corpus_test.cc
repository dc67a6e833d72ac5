// Real logs of other projects, which lie beside the repository where they are at all.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace logscan {
namespace {

using nlohmann::json;

const std::string kCorpus = std::string(LOGSCAN_SOURCE_DIR) + "/../shared/corpus/";

json expected_files() {
  std::ifstream in(kCorpus + "expected.json");
  return in ? json::parse(in) : json::array();
}

std::string unpacked(const std::string& path) {
  const std::string command = "zcat '" + path + "'";
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no zcat");
  std::string bytes;
  char buffer[65536];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) {
    bytes.append(buffer, got);
  }
  if (::pclose(pipe) != 0) throw std::runtime_error("zcat failed: " + path);
  return bytes;
}

Summary run_over(const std::string& path) {
  if (!path.ends_with(".gz")) return analyse(test::open_all({path}), {});
  const test::TempFile file(unpacked(path));
  return analyse(test::open_all({file.path()}), {});
}

json statuses_of(const Summary& summary) {
  json out = json::object();
  for (StatusCode code = 0; code < kStatusCodes; ++code) {
    if (summary.status.codes[code] != 0) out[status_name(code)] = summary.status.codes[code];
  }
  return out;
}

// Returns whether a format is one of the layouts of the quote-delimited rule, with or without more
// fields.
bool is_access_format(const std::string& format) {
  return format.starts_with("common") || format.starts_with("combined") ||
         format.starts_with("vhost") || format.starts_with("nginx");
}

class Corpus : public testing::Test {
 protected:
  void SetUp() override {
    if (files_.empty()) GTEST_SKIP() << "no logs beside the repository, in ../shared/corpus";
  }

  const json files_ = expected_files();
};

TEST_F(Corpus, AccessLogsHaveTheirCounts) {
  std::size_t checked = 0;
  for (const json& file : files_) {
    if (!is_access_format(file["format"])) continue;
    SCOPED_TRACE(file["file"]);
    const Summary summary = run_over(kCorpus + file["file"].get<std::string>());
    const json codes = statuses_of(summary);
    EXPECT_EQ(summary.totals.lines, file["lines"]);
    EXPECT_EQ(summary.totals.bytes, file["bytes"]);
    EXPECT_EQ(summary.totals.blank, file["blank"]);
    EXPECT_TRUE(codes == file["status_strict"] || codes == file["status_strict_plus_debatable"])
        << codes << " is not " << file["status_strict"];
    ++checked;
  }
  EXPECT_GE(checked, 8u);
}

TEST_F(Corpus, NoOtherLogHasAStatusCountedWrongly) {
  for (const json& file : files_) {
    if (is_access_format(file["format"])) continue;
    SCOPED_TRACE(file["file"]);
    const Summary summary = run_over(kCorpus + file["file"].get<std::string>());
    const json codes = statuses_of(summary);
    EXPECT_TRUE(summary.totals.parsed == 0 || codes == file["status_strict"] ||
                codes == file["status_strict_plus_debatable"])
        << codes << " is not " << file["status_strict"];
  }
}

}  // namespace
}  // namespace logscan
