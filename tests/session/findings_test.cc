// Parts of a log, merged in any order, are the log.

#include <algorithm>
#include <string>
#include <vector>

#include "logscan/aggregate.h"
#include "logscan/report.h"
#include "support/parts.h"
#include "support/pipe.h"
#include "support/query_maker.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::collect_part;
using test::collect_parts;
using test::kToTheEnd;
using test::merge_at_random;

std::string report_of(const Aggregate& findings, const QuerySpec& view) {
  const Summary summary = findings.summarize(view);
  return test::stable_json(summary) + report_text(summary, {});
}

std::string report_of(const std::string& path, const EngineOptions& options) {
  return report_of(collect(test::open_all({path}), options), options.query->spec);
}

using test::asking;

const std::string kW3c =
    "#Software: x\n"
    "#Fields: date time c-ip cs-method cs-uri-stem sc-status\n"
    "2026-01-12 10:00:00 192.0.2.1 GET /a 200\n"
    "2026-01-12 10:00:01 192.0.2.2 GET /b 404\n"
    "#Fields: time date sc-status c-ip cs-method cs-uri-stem\n"
    "10:00:02 2026-01-12 500 192.0.2.1 GET /a\n"
    "10:00:03 2026-01-12 200 192.0.2.1 GET /a\n";

TEST(Aggregate, AreTheLogForASplitAtEveryByte) {
  test::LogMaker random(1);
  const std::string logs[] = {
      kW3c,
      random.lines(8),
      "\xEF\xBB\xBF" + random.lines(3) + "no end",
      std::string(5, '\0') + random.lines(2) + std::string(7, '\0') + random.lines(2),
      "\n\n" + std::string(90, 'x') + "\n\n",
      "",
  };
  for (const std::string& log : logs) {
    const test::TempFile file(log);
    EngineOptions options = asking({});
    test::ask(options, [&](QuerySpec& spec) { spec.max_line = 80; });
    const std::string right = report_of(file.path(), options);
    for (std::uint64_t edge = 0; edge <= log.size() + 1; ++edge) {
      Aggregate front = collect_part(file.path(), 0, edge, options);
      Aggregate back = collect_part(file.path(), edge, kToTheEnd, options);
      Aggregate other = collect_part(file.path(), edge, kToTheEnd, options);
      other.merge(front);
      front.merge(back);
      ASSERT_EQ(report_of(front, options.query->spec), right) << edge << " of " << log;
      ASSERT_EQ(report_of(other, options.query->spec), right) << edge << " of " << log;
    }
  }
}

TEST(Aggregate, AreTheLogForAnySplitAndQuery) {
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    test::LogMaker random(seed);
    const std::string log = random.lines(1 + random.below(80));
    const test::TempFile file(log);
    const EngineOptions options = asking(test::random_query(random));
    const std::string right = report_of(file.path(), options);
    std::vector<std::uint64_t> edges;
    for (std::size_t i = random.below(8); i > 0; --i)
      edges.push_back(random.below(log.size() + 2));
    std::sort(edges.begin(), edges.end());
    const Aggregate merged = merge_at_random(collect_parts(file.path(), edges, options), random);
    ASSERT_EQ(report_of(merged, options.query->spec), right) << seed;
    ASSERT_EQ(merged.pieces().size(), 1u) << seed;
    ASSERT_EQ(merged.pieces()[0].end, log.size()) << seed;
  }
}

TEST(Aggregate, OfAStreamLeaveOutLinesThatAreNotSelected) {
  test::LogMaker random(5);
  for (const std::string& log : {kW3c, random.lines(6)}) {
    const test::TempFile file(log);
    const EngineOptions options = asking({});
    for (std::uint64_t begin = 0; begin <= log.size(); ++begin) {
      for (const std::uint64_t end : {begin + 40, kToTheEnd}) {
        const std::string right =
            test::stable_json(collect_part(file.path(), begin, end, options).summarize({}));
        const test::Pipe pipe(log);
        Summary summary = collect_part(pipe.path(), begin, end, options).summarize({});
        test::rename(summary, file.path());
        ASSERT_EQ(test::stable_json(summary), right) << begin << " to " << end;
      }
    }
  }
}

TEST(Aggregate, NumberLinesFromTheSelectedStart) {
  const test::TempFile file("a\nb\nc\nd\n");
  std::vector<Input> inputs = test::open_all({file.path()});
  inputs[0].select(4, kToTheEnd, 2);
  const Summary summary = collect(inputs, asking({})).summarize({});
  ASSERT_EQ(summary.malformed.samples.size(), 2u);
  EXPECT_EQ(summary.malformed.samples[0].line, 3u);
  EXPECT_EQ(summary.malformed.samples[0].offset, 4u);
  EXPECT_EQ(summary.malformed.samples[0].text, "c");
}

TEST(Aggregate, DoNotJoinAcrossAGap) {
  const test::TempFile file("a\nb\nc\nd\n");
  const EngineOptions options = asking({});
  Aggregate findings = collect_part(file.path(), 6, 8, options);
  findings.merge(collect_part(file.path(), 0, 4, options));
  EXPECT_EQ(findings.pieces().size(), 2u);
  const Summary gap = findings.summarize({});
  EXPECT_EQ(gap.malformed.samples[2].line, 1u);
  findings.merge(collect_part(file.path(), 4, 6, options));
  EXPECT_EQ(findings.pieces().size(), 1u);
  EXPECT_EQ(report_of(findings, {}), report_of(file.path(), options));
}

TEST(Aggregate, RefuseLinesThatWouldCountTwice) {
  const test::TempFile file("a\nb\nc\nd\n");
  const EngineOptions options = asking({});
  Aggregate findings = collect_part(file.path(), 0, 5, options);
  const std::string before = report_of(findings, {});
  const auto message = [&](const Aggregate& other) -> std::string {
    try {
      findings.merge(other);
    } catch (const MergeError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(message(collect_part(file.path(), 4, 8, options)),
            file.path() + ": its lines from byte 4 to 5 would be counted twice");
  EXPECT_EQ(message(collect_part(file.path(), 0, 5, options)),
            file.path() + ": its lines from byte 0 to 5 would be counted twice");
  EXPECT_EQ(report_of(findings, {}), before);

  // Short inputs may well be the same under two names; long ones are not.
  const test::TempFile same("a\nb\nc\nd\n");
  EXPECT_EQ(message(collect_part(same.path(), 0, 5, options)), "");
  const std::string line(99, 'x');
  std::string text;
  while (text.size() < 5000)
    text += line + '\n';
  const test::TempFile one(text);
  const test::TempFile two(text);
  findings = collect_part(one.path(), 0, kToTheEnd, options);
  EXPECT_EQ(message(collect_part(two.path(), 0, 300, options)),
            one.path() +
                ": its lines from byte 0 to 300 would be counted twice, since it holds "
                "what " +
                two.path() + " holds");
}

TEST(Aggregate, RefuseAFileThatGrewBetweenItsParts) {
  const test::TempFile file("a\nbb");
  const EngineOptions options = asking({});
  Aggregate findings = collect_part(file.path(), 0, 3, options);
  file.append("bb\nc\n");
  std::vector<Input> inputs = test::open_all({file.path()});
  inputs[0].select(3, kToTheEnd);
  inputs[0].identify(findings.pieces()[0].identity);
  try {
    findings.merge(collect(inputs, options));
    FAIL() << "no MergeError";
  } catch (const MergeError& error) {
    EXPECT_EQ(error.what(), file.path() +
                                ": it was changed while its parts were read: the lines of one end "
                                "at byte 4, those of the next begin at 7");
  }
}

TEST(Aggregate, RefuseAnotherQuery) {
  const test::TempFile file("a\n");
  EngineOptions options = asking({});
  const auto difference = [&](const EngineOptions& other) -> std::string {
    try {
      collect_part(file.path(), 0, 1, options).merge(collect_part(file.path(), 1, 2, other));
    } catch (const MergeError& error) {
      return std::string(error.what()).substr(std::string("they were asked different").size());
    }
    return "";
  };
  EngineOptions other = options;
  EXPECT_EQ(difference(other), "");
  test::ask(other, [&](QuerySpec& spec) { spec.max_line = 7; });
  EXPECT_EQ(difference(other), " questions: max line 1048576, and max line 7");
  other = options;
  test::ask(other,
            [&](QuerySpec& spec) { spec.log_format = GivenFormat::parse("combined").spec(); });
  EXPECT_EQ(difference(other), " questions: log format auto, and log format combined");
  test::ask(other, [&](QuerySpec& spec) {
    spec.log_format = GivenFormat::parse("json:status=code,time=ts@ms").spec();
  });
  EXPECT_EQ(difference(other),
            " questions: log format auto, and log format json:status=code,time=ts@ms");
  other = options;
  test::ask(other, [&](QuerySpec& spec) { spec.filter.where = {"status = 500"}; });
  EXPECT_EQ(difference(other), " questions: without where status = 500, and with");
  other = options;
  test::ask(other, [&](QuerySpec& spec) { spec.mask = Mask::parse("clients,users"); });
  EXPECT_EQ(difference(other), " questions: without mask clients,users, and with");
  other = options;
  test::ask(other, [&](QuerySpec& spec) { spec.groups = {{{"path"}, {Measure::kCount}}}; });
  EXPECT_EQ(difference(other), " questions: without groups by path, and with");
  options = other;
  test::ask(options, [&](QuerySpec& spec) { spec.groups[0].show = {Measure::kP99}; });
  EXPECT_EQ(difference(other), " questions: groups by path with durations, and groups by path");
  options = other;
  test::ask(options, [&](QuerySpec& spec) { spec.memory = 5'000'000; });
  EXPECT_EQ(difference(other), " questions: memory 5000000, and memory 268435456");
  test::ask(options, [&](QuerySpec& spec) { spec.exact = true; });
  EXPECT_EQ(difference(other), " questions: exact rows, and memory 268435456");
  test::ask(other, [&](QuerySpec& spec) { spec.exact = true; });  // in any memory
  EXPECT_EQ(difference(other), "");
}

TEST(Aggregate, TakeInputsOfManyRunsInOneOrder) {
  test::LogMaker random(9);
  const test::TempFile a(random.lines(10));
  const test::TempFile b(random.lines(10));
  const test::TempFile c(random.lines(10));
  std::vector<std::string> paths = {a.path(), b.path(), c.path()};
  std::sort(paths.begin(), paths.end());
  const EngineOptions options = asking(test::random_query(random));
  const std::string right = report_of(collect(test::open_all(paths), options), options.query->spec);
  do {
    std::vector<Aggregate> parts;
    for (const std::string& path : paths)
      parts.push_back(collect(test::open_all({path}), options));
    EXPECT_EQ(report_of(merge_at_random(std::move(parts), random), options.query->spec), right);
  } while (std::next_permutation(paths.begin(), paths.end()));
}

TEST(Aggregate, FoldInputsThatAreComplete) {
  const test::TempFile file("");
  const EngineOptions options = asking({});
  Aggregate all(options);
  Accounting counts;
  for (int i = 0; i < 5; ++i) {
    file.write("line " + std::to_string(i) + "\n");
    all.merge(collect(test::open_all({file.path()}), options));
    counts += collect(test::open_all({file.path()}), options).pieces()[0].counts;
    all.fold_inputs([](const InputSlice&) { return true; });
  }
  ASSERT_EQ(all.pieces().size(), 1u);
  EXPECT_TRUE(all.pieces()[0].folded);
  EXPECT_EQ(all.pieces()[0].counts, counts);
  const Summary summary = all.summarize({});
  ASSERT_EQ(summary.malformed.samples.size(), 5u);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(summary.malformed.samples[i].text, "line " + std::to_string(i));
    EXPECT_EQ(summary.malformed.samples[i].line, 1u);
  }
}

}  // namespace
}  // namespace logscan
