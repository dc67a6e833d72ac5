#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "gen/generator.h"
#include "gen/layout.h"
#include "gen/options.h"
#include "logscan/engine.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace logscan {
namespace {

using nlohmann::json;

const std::string kData = std::string(LOGSCAN_SOURCE_DIR) + "/data/";
const std::string kLongLine =
    "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" 404 1";

constexpr const char* kNames[] = {
    "clf_extra",  "combined",   "common", "crlf", "empty",          "hostile",     "mixed",
    "nginx_main", "no_newline", "odd",    "shop", "vhost_combined", "vhost_common"};

json statuses_of(const Summary& summary) {
  json out = json::object();
  for (StatusCode code = 0; code < kStatusCodes; ++code) {
    if (summary.status.codes[code] != 0) out[status_name(code)] = summary.status.codes[code];
  }
  return out;
}

json times_of(const std::optional<LogTime>& time) {
  return time ? json(format_rfc3339(*time)) : json(nullptr);
}

// The lists of a status as the file has them, without the keys that are no ASCII.
json keys_of(const std::vector<KeyCount>& keys, const char* name) {
  json out = json::array();
  for (const KeyCount& key : keys) {
    const bool ascii =
        std::all_of(key.key.begin(), key.key.end(), [](unsigned char byte) { return byte < 0x80; });
    out.push_back({{name, ascii ? json(key.key) : json(nullptr)}, {"count", key.count}});
  }
  return out;
}

json without_raw(json keys) {
  for (json& key : keys) {
    key.erase("path_raw");
    key.erase("client_raw");
  }
  return keys;
}

void expect_counts(const std::string& path, const json& expected) {
  const Summary summary = analyse(test::open_all({path}), {});
  const Accounting& counts = summary.totals;
  EXPECT_EQ(counts.lines, expected["lines"]);
  EXPECT_EQ(counts.bytes, expected["bytes"]);
  EXPECT_EQ(counts.parsed, expected["parsed"]);
  EXPECT_EQ(counts.malformed, expected["malformed"]);
  EXPECT_EQ(counts.blank, expected["blank"]);
  EXPECT_EQ(counts.comment, expected["comment"]);
  EXPECT_EQ(summary.inputs[0].incomplete_last_line, expected["incomplete_last_line"]);
  EXPECT_EQ(statuses_of(summary), expected["status"]);
  EXPECT_EQ(times_of(summary.first), expected["first"]);
  EXPECT_EQ(times_of(summary.last), expected["last"]);
  EXPECT_EQ(summary.timeline.undated, expected["undated"]);
  EXPECT_EQ(summary.status.client_errors, expected["errors"]["client"]);
  EXPECT_EQ(summary.status.server_errors, expected["errors"]["server"]);
  ASSERT_EQ(summary.top_errors.size(), expected["top_errors"].size());
  for (std::size_t i = 0; i < summary.top_errors.size(); ++i) {
    const ErrorSummary& error = summary.top_errors[i];
    const json& right = expected["top_errors"][i];
    EXPECT_EQ(error.status, right["status"]);
    EXPECT_EQ(error.count, right["count"]);
    EXPECT_EQ(times_of(error.first), right["first"]);
    EXPECT_EQ(keys_of(error.paths, "path"), without_raw(right["paths"]));
    EXPECT_EQ(keys_of(error.clients, "client"), without_raw(right["clients"]));
  }
}

TEST(PipelineFiles, HaveTheExpectedCounts) {
  for (const char* name : kNames) {
    SCOPED_TRACE(name);
    std::ifstream in(kData + name + ".expected.json");
    expect_counts(kData + name + ".log", json::parse(in));
  }
}

TEST(PipelineFiles, AreCountedAsGeneratedInEveryFormat) {
  for (const std::string_view name : gen::kLayoutNames) {
    for (const char* more : {"--crlf", "--no-final-newline"}) {
      SCOPED_TRACE(std::string(name) + " " + more);
      const gen::ParsedOptions parsed =
          gen::parse_options({"--lines", "300", "--span", "2678400", "--errors", "20", "--format",
                              std::string(name), "--expect", "counts.json", more});
      ASSERT_EQ(parsed.error, "");
      std::string log;
      const gen::Outcome outcome = gen::generate(parsed.options, [&log](std::string_view piece) {
        log += piece;
        return true;
      });
      const test::TempFile file(log);
      const json expected = json::parse(outcome.expected);
      EXPECT_EQ(expected["lines"], 300);
      expect_counts(file.path(), expected);
    }
  }
}

TEST(PipelineFiles, AddUpAcrossInputs) {
  std::vector<std::string> paths;
  Accounting sum;
  for (const char* name : kNames) {
    paths.push_back(kData + name + ".log");
    sum += analyse(test::open_all({paths.back()}), {}).totals;
  }
  EngineOptions options = test::one_thread();
  options.range_size = 1u << 20;
  const std::string right = test::stable_json(paths, options);
  EXPECT_TRUE(analyse(test::open_all(paths), options).totals == sum);
  for (const unsigned threads : {2u, 3u, 8u}) {
    options.threads = threads;
    EXPECT_EQ(test::stable_json(paths, options), right) << threads;
  }
}

TEST(PipelineFiles, CountTheRestWhenOneCannotBeRead) {
  const Summary summary =
      analyse(test::open_all({kData + "none.log", kData + "common.log", kData}), {});
  ASSERT_EQ(summary.inputs.size(), 3u);
  EXPECT_TRUE(summary.inputs[0].error.has_value());
  EXPECT_FALSE(summary.inputs[1].error.has_value());
  EXPECT_TRUE(summary.inputs[2].error.has_value());
  EXPECT_EQ(summary.totals.lines, 60u);
}

TEST(PipelineFiles, AcceptALineOfMoreThanAMebibyteIfTheLimitAllowsIt) {
  std::string line = kLongLine;
  line += " \"" + std::string(3u << 20, 'x') + "\"";
  const test::TempFile file(kLongLine + "\n" + line + "\n" + kLongLine + "\n");
  EngineOptions options = test::one_thread();
  Summary summary = analyse(test::open_all({file.path()}), options);
  EXPECT_EQ(summary.status.codes[404], 2u);
  EXPECT_EQ(summary.malformed.reasons[static_cast<std::size_t>(Reason::kTooLong)], 1u);
  ASSERT_EQ(summary.malformed.samples.size(), 1u);
  EXPECT_EQ(summary.malformed.samples[0].line, 2u);
  EXPECT_EQ(summary.malformed.samples[0].offset, kLongLine.size() + 1);
  EXPECT_EQ(summary.malformed.samples[0].text, line.substr(0, kSampleBytes));
  test::ask(options, [&](QuerySpec& spec) { spec.max_line = line.size(); });
  summary = analyse(test::open_all({file.path()}), options);
  EXPECT_EQ(summary.status.codes[404], 3u);
  EXPECT_EQ(summary.totals.malformed, 0u);
}

// A file truncated by copytruncate while its writer kept its position: it begins with a hole.
TEST(PipelineFiles, SkipAHoleOfNuls) {
  constexpr std::uint64_t kHole = 1u << 26;
  const test::TempFile file(kLongLine + "\n");
  ASSERT_EQ(::truncate(file.path().c_str(), kHole), 0);
  file.append(kLongLine + "\n" + kLongLine + "\n");
  for (const unsigned threads : {1u, 2u}) {
    EngineOptions options;
    options.threads = threads;
    const Summary summary = analyse(test::open_all({file.path()}), options);
    EXPECT_EQ(summary.totals.lines, 3u);
    EXPECT_EQ(summary.status.codes[404], 3u);
    EXPECT_EQ(summary.totals.bytes, kHole + 2 * (kLongLine.size() + 1));
    EXPECT_EQ(summary.top_errors.at(0).example.line, 1u);
  }
}

TEST(PipelineFiles, CountWhatIsThereWhenTheFileShrinks) {
  const test::TempFile file(kLongLine + "\n" + kLongLine + "\n" + kLongLine + "\n");
  const std::vector<Input> inputs = test::open_all({file.path()});
  file.write(kLongLine + "\n");
  for (const std::uint64_t range : {20u, 1000u}) {
    EngineOptions options = test::one_thread();
    options.range_size = range;
    const Summary summary = analyse(inputs, options);
    EXPECT_EQ(summary.totals.lines, 1u);
    EXPECT_EQ(summary.totals.bytes, kLongLine.size() + 1);
    EXPECT_THAT(summary.inputs[0].error.value_or(""), testing::HasSubstr("truncated"));
  }
}

TEST(PipelineFiles, CountTheLinesOfTheOpeningWhenTheFileGrows) {
  const std::string half = kLongLine.substr(0, 30);
  const test::TempFile file(kLongLine + "\n" + half);
  const std::vector<Input> inputs = test::open_all({file.path()});
  file.append(kLongLine.substr(30) + "\n" + kLongLine + "\n");
  const Summary summary = analyse(inputs, {});
  // The line that was being written is read to its end; those that came later are not.
  EXPECT_EQ(summary.totals.lines, 2u);
  EXPECT_EQ(summary.status.codes[404], 2u);
  EXPECT_FALSE(summary.inputs[0].incomplete_last_line);
  EXPECT_FALSE(summary.inputs[0].error.has_value());
}

TEST(PipelineFiles, AreVisitedLineByLine) {
  std::ifstream in(kData + "hostile.log", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const std::vector<test::PlainLine> right = test::plain_lines(bytes);
  std::size_t at = 0;
  visit_lines(Input::open(kData + "hostile.log"), bytes.size(), {}, [&](const VisitedLine& line) {
    ASSERT_LT(at, right.size());
    EXPECT_EQ(line.offset, right[at].offset);
    EXPECT_EQ(line.bytes, right[at].bytes);
    EXPECT_EQ(line.text, right[at].text);
    EXPECT_TRUE(line.verdict == reference_parse(line.text));
    ++at;
  });
  EXPECT_EQ(at, right.size());
}

}  // namespace
}  // namespace logscan
