// Objects on servers give the report that a file with the same bytes gives.
#include <atomic>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "logscan/baseline.h"
#include "logscan/discovery.h"
#include "logscan/engine.h"
#include "logscan/report.h"
#include "remote/settings.h"
#include "support/ask.h"
#include "support/compressors.h"
#include "support/log_maker.h"
#include "support/memory_file.h"
#include "support/web_server.h"
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string report_of(const std::string& path, const EngineOptions& options) {
  std::vector<Input> inputs;
  inputs.push_back(Input::open(path));
  Summary summary = analyse(inputs, options);
  const std::string name = summary.inputs[0].path;
  ReportStyle style;
  style.run = false;
  std::string text = report_json(summary, style);
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
    text.replace(at, name.size(), "log");
  return text;
}

class RemotePipeline : public ::testing::Test {
 protected:
  RemotePipeline() {
    while (text_.size() < 700'000)
      text_ += test::LogMaker(static_cast<unsigned>(text_.size())).lines(300);
    options_.range_size = 64 * 1024;
  }

  test::WebEnvironment environment_;
  std::string text_;
  EngineOptions options_;
};

TEST_F(RemotePipeline, ReportsTheSameAsForTheFile) {
  std::vector<std::string> kinds = {text_, text_.substr(0, 10'000), "", text_ + "no line feed"};
  for (const test::Compressor& compressor : test::compressors())
    kinds.push_back(compressor.compress(text_));
  for (const std::string& bytes : kinds) {
    const test::MemoryFile file(bytes);
    const std::string expected = report_of(file.path(), options_);
    // What the server does: nothing odd, no ranges, connections that break.
    for (const int way : {0, 1, 2}) {
      std::atomic<unsigned> seed = 0;
      const test::WebServer server([&](test::WebRequest request) {
        std::mt19937 random(++seed);
        if (way == 1) request.headers.erase("range");
        test::WebAnswer answer = test::serve_object(request, bytes);
        if (way == 2 && random() % 2 == 0) answer.cut = random() % (answer.body.size() + 1);
        return answer;
      });
      remote::settings().attempts = 50;
      for (const unsigned threads : {1u, 2u, 5u}) {
        options_.threads = threads;
        EXPECT_EQ(report_of(server.url("/access.log?key=secret"), options_), expected)
            << way << " " << threads << " " << bytes.size();
      }
    }
  }
}

TEST_F(RemotePipeline, ReportsAChangeAndCountsTheRest) {
  const test::WebServer server([&](const test::WebRequest& request) {
    return test::serve_object(request, text_, request.number < 5 ? "\"1\"" : "\"2\"");
  });
  std::vector<Input> inputs;
  inputs.push_back(Input::open(server.url("/a")));
  options_.threads = 1;
  const Summary summary = analyse(inputs, options_);
  ASSERT_TRUE(summary.inputs[0].error);
  EXPECT_THAT(*summary.inputs[0].error, HasSubstr("changed on the server"));
  EXPECT_GT(summary.totals.lines, 0u);
}

TEST_F(RemotePipeline, ComparesWithTheBaseline) {
  const test::WebServer server(
      [&](const test::WebRequest& request) { return test::serve_object(request, text_); });
  std::vector<Input> inputs;
  inputs.push_back(Input::open(server.url("/a")));
  const Summary summary = analyse(inputs, options_);
  const test::MemoryFile file(text_);
  std::vector<Input> local;
  local.push_back(Input::open(file.path()));
  const Summary expected = analyse(local, options_);
  EXPECT_EQ(compare_with_baseline(inputs, options_, summary).reconciled,
            compare_with_baseline(local, options_, expected).reconciled);
}

TEST_F(RemotePipeline, ShowsNoSecretsInNames) {
  const test::WebServer server(
      [&](const test::WebRequest& request) { return test::serve_object(request, text_); });
  const Input input = Input::open("http://us:secret@" + server.authority() + "/a?secret#secret");
  EXPECT_EQ(input.path(), server.url("/a"));
  EXPECT_EQ(input.error(), std::nullopt);
}

TEST_F(RemotePipeline, FindsTheObjectsOfAPrefix) {
  const test::WebServer store([&](const test::WebRequest& request) {
    const auto key = [](const char* name) {
      return fmt::format("<Contents><Key>{}</Key></Contents>", name);
    };
    if (request.target.find("list-type=2") != std::string::npos) {
      return test::WebAnswer{200,
                             {},
                             "<ListBucketResult>" + key("l/access.log") + key("l/access.log.1") +
                                 key("l/access.log.2.gz") + key("l/empty.log") +
                                 key("l/access.log.1.gz") + "</ListBucketResult>"};
    }
    const bool is_packed = request.target.ends_with(".gz");
    const bool is_empty = request.target.ends_with("/empty.log");
    const std::string text = is_empty ? "" : request.target + text_;
    return test::serve_object(request, is_packed ? test::gzip(text_) : is_empty ? "" : text_);
  });
  environment_.set("AWS_ENDPOINT_URL", store.url(""));
  DiscoveryOptions options;
  options.why_left_out = [](FoundInput& file) -> std::optional<std::string> {
    return file.input().head().empty() ? std::optional<std::string>("is empty") : std::nullopt;
  };
  const Discovery found = discover({"s3://bucket/l/", "s3://bucket/l/access.log"}, options);
  std::vector<std::string> paths;
  for (const FoundFile& file : found.files) {
    paths.push_back(file.path);
    ASSERT_NE(file.found, nullptr);
    EXPECT_EQ(file.found->input().error(), std::nullopt);
  }
  EXPECT_THAT(paths, ElementsAre("s3://bucket/l/access.log.2.gz", "s3://bucket/l/access.log.1",
                                 "s3://bucket/l/access.log.1.gz", "s3://bucket/l/access.log"));
  ASSERT_EQ(found.left_out.size(), 1u);
  EXPECT_EQ(found.left_out[0].path, "s3://bucket/l/empty.log");
  ASSERT_EQ(found.repeated.size(), 1u);
  EXPECT_EQ(found.repeated[0].path, "s3://bucket/l/access.log");
}

}  // namespace
}  // namespace logscan
