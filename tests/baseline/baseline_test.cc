#include "logscan/baseline.h"

#include "baseline/reconcile.h"
#include "baseline/reference_parser.h"
#include "support/ask.h"
#include "support/sample_lines.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

const std::string kFront = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" ";

std::string all_sample_lines() {
  std::string text;
  for (const test::SampleLine& sample : test::sample_lines())
    text += sample.text + "\n";
  return text;
}

Baseline compare(const std::vector<Input>& inputs, const EngineOptions& options = {}) {
  return compare_with_baseline(inputs, options, analyse(inputs, options));
}

TEST(Baseline, AgreesAndReconcilesOverManyInputs) {
  const test::TempFile samples(all_sample_lines());
  const test::TempFile empty("");
  const test::TempFile last_line_open(kFront + "404 12\r\n" + kFront + "500 404 \"-\"");
  std::vector<Input> inputs;
  for (const std::string& path : {samples.path(), empty.path(), std::string("/nowhere/at-all.log"),
                                  std::string("/"), last_line_open.path()}) {
    inputs.push_back(Input::open(path));
  }
  const Summary summary = analyse(inputs, {});
  const Baseline baseline = compare_with_baseline(inputs, {}, summary);
  EXPECT_TRUE(baseline.reconciled);
  EXPECT_EQ(baseline.reference_differs, 0u) << baseline.reference_example->text;
  ASSERT_EQ(baseline.methods.size(), 4u);
  EXPECT_EQ(baseline.methods[0].name, "line_by_line");
  EXPECT_EQ(baseline.methods[1].name, "substring");
  EXPECT_EQ(baseline.methods[2].name, "chunked_substring");
  EXPECT_EQ(baseline.methods[3].name, "reference");
  EXPECT_EQ(baseline.methods[0].lines, summary.totals.lines);
  EXPECT_EQ(baseline.methods[1].lines, summary.totals.lines);
  EXPECT_EQ(baseline.methods[2].lines, std::nullopt);
  EXPECT_EQ(baseline.methods[3].lines, summary.totals.lines);
  EXPECT_GT(baseline.scan_seconds, 0);
  for (const BaselineMethod& method : baseline.methods) {
    EXPECT_GT(method.seconds, 0);
    EXPECT_GT(method.bytes_per_second, 0);
    EXPECT_GT(method.speedup, 0);
  }
  for (StatusCode code = 400; code < 600; ++code) {
    EXPECT_EQ(baseline.methods[3].errors[code], summary.status.codes[code]);
  }
  // Sorted by method, then by status.
  ASSERT_FALSE(baseline.differences.empty());
  EXPECT_EQ(baseline.differences.front().method, "line_by_line");
  EXPECT_EQ(baseline.differences.back().method, "chunked_substring");
}

TEST(Baseline, ReconcilesWithoutInputs) {
  const Baseline baseline = compare({});
  EXPECT_TRUE(baseline.reconciled);
  EXPECT_EQ(baseline.methods.size(), 4u);
  EXPECT_TRUE(baseline.differences.empty());
}

TEST(Baseline, ObeysTheLimitOnLines) {
  const test::TempFile file(kFront + "404 12\n" + all_sample_lines());
  EngineOptions options;
  test::ask(options, [&](QuerySpec& spec) { spec.max_line = 70; });
  std::vector<Input> inputs;
  inputs.push_back(Input::open(file.path()));
  const Baseline baseline = compare(inputs, options);
  EXPECT_TRUE(baseline.reconciled);
}

TEST(Baseline, ReadsTheFileThatWasScannedNotItsName) {
  const test::TempFile file(kFront + "404 12\n");
  std::vector<Input> inputs;
  inputs.push_back(Input::open(file.path()));
  ASSERT_EQ(std::remove(file.path().c_str()), 0);
  const Baseline baseline = compare(inputs);
  EXPECT_TRUE(baseline.reconciled);
  EXPECT_EQ(baseline.methods[0].errors[404], 1u);
}

TEST(Baseline, StopsAtTheEndOfTheScan) {
  const test::TempFile file(kFront + "404 12\n" + kFront + "500 1");
  std::vector<Input> inputs;
  inputs.push_back(Input::open(file.path()));
  const Summary summary = analyse(inputs, {});
  file.append("2 404 \n" + kFront + "404 12\n");
  const Baseline baseline = compare_with_baseline(inputs, {}, summary);
  EXPECT_TRUE(baseline.reconciled);
  EXPECT_EQ(baseline.reference_differs, 0u);
  EXPECT_TRUE(baseline.differences.empty());
}

TEST(Baseline, ThrowsWhenAFileBecameShorter) {
  const test::TempFile file(kFront + "404 12\n");
  std::vector<Input> inputs;
  inputs.push_back(Input::open(file.path()));
  const Summary summary = analyse(inputs, {});
  file.write("");
  EXPECT_THROW(compare_with_baseline(inputs, {}, summary), std::system_error);
}

TEST(Baseline, DoesNotReconcileAgainstOtherCounts) {
  const test::TempFile file(kFront + "404 12\n");
  std::vector<Input> inputs;
  inputs.push_back(Input::open(file.path()));
  const Summary right = analyse(inputs, {});
  Summary wrong = right;
  ++wrong.status.codes[404];
  EXPECT_FALSE(compare_with_baseline(inputs, {}, wrong).reconciled);
  wrong = right;
  ++wrong.totals.lines;
  EXPECT_FALSE(compare_with_baseline(inputs, {}, wrong).reconciled);
}

TEST(Baseline, CountsEachLineOnWhichScanAndReferenceDiffer) {
  const std::string text = kFront + "404 12";
  detail::PlainLine plain{1, 0, text.size() + 1, text, text};
  const Verdict verdict = reference_parse(text);
  const VisitedLine same{0, plain.bytes, text, verdict};
  const auto differs = [&](const detail::PlainLine* line, const VisitedLine* scanned) {
    const auto agreement = std::make_unique<detail::Agreement>(1000);
    detail::compare_line("log", line, scanned, plain.bytes, 1000, *agreement);
    EXPECT_EQ(agreement->differs, agreement->example.has_value() ? 1u : 0u);
    return agreement->differs == 1;
  };
  EXPECT_FALSE(differs(&plain, &same));
  EXPECT_TRUE(differs(&plain, nullptr));
  EXPECT_TRUE(differs(nullptr, &same));

  VisitedLine other = same;
  other.offset = 1;
  EXPECT_TRUE(differs(&plain, &other));
  other = same;
  other.bytes -= 1;
  EXPECT_TRUE(differs(&plain, &other));
  other = same;
  other.text.remove_suffix(1);
  EXPECT_TRUE(differs(&plain, &other));
  other = same;
  other.verdict.status = 405;
  EXPECT_TRUE(differs(&plain, &other));
  other = same;
  other.verdict.time.reset();
  EXPECT_TRUE(differs(&plain, &other));
  other = same;
  other.verdict.format = LogFormat::kClf;
  EXPECT_TRUE(differs(&plain, &other));
}

TEST(Baseline, ReportsItsProgress) {
  const test::TempFile samples(all_sample_lines());
  std::vector<Input> inputs;
  inputs.push_back(Input::open(samples.path()));
  EngineOptions options;
  const Summary summary = analyse(inputs, options);
  std::uint64_t read = 0;
  options.progress = [&read](std::uint64_t bytes) { read += bytes; };
  EXPECT_TRUE(compare_with_baseline(inputs, options, summary).reconciled);
  EXPECT_EQ(read, kBaselinePasses * summary.totals.bytes);
}

}  // namespace
}  // namespace logscan
