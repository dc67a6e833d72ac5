// Records of a run are those that a writer makes of its lines, one by one and in their order.

#include <stdexcept>
#include <string>
#include <vector>

#include "logscan/engine.h"
#include "support/asked_lines.h"
#include "support/pipe.h"
#include "support/query_maker.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

const std::vector<Field> kSome = {Field::kTime,    Field::kClient,  Field::kPath,
                                  Field::kStatus,  Field::kBytes,   Field::kAgent,
                                  Field::kRequest, Field::kReferer, Field::kDuration};

std::string records_of(const std::string& path, EngineOptions options) {
  std::string text;
  options.write_records = [&](std::string_view bytes) { text += bytes; };
  analyse(test::open_all({path}), options);
  return text;
}

std::string naive_records(const test::TempFile& file, const std::string& input,
                          const Query& query) {
  RecordWriter writer(query.spec.records->format, query.spec.records->fields);
  std::string text;
  for (const test::OwnedLine& line :
       test::shown_lines(test::parsed_lines(input, file.path()), query))
    writer.append(line.line, text);
  return text;
}

TEST(QueryRecords, AreWhatAWriterMakesOfEachLine) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    test::LogMaker random(seed);
    const std::string text = random.lines(random.below(150));
    const test::TempFile file(text);
    EngineOptions options;
    options.query = test::compiled(test::random_view(random));
    if (random.chance(3))
      test::ask(options, [&](QuerySpec& spec) { spec.groups = {test::random_groups(random)}; });
    test::ask(options, [&](QuerySpec& spec) {
      spec.records = RecordSpec{static_cast<RecordFormat>(random.below(3)), {}};
    });
    for (std::size_t i = 0; i < kFields; ++i) {
      if (random.chance(2))
        test::ask(options,
                  [&](QuerySpec& spec) { spec.records->fields.push_back(static_cast<Field>(i)); });
    }
    if (options.query->spec.records->fields.empty())
      test::ask(options, [&](QuerySpec& spec) { spec.records->fields = kSome; });
    const std::string right = naive_records(file, text, *options.query);
    for (const unsigned threads : {1u, 2u, 4u}) {
      options.threads = threads;
      options.block_size = 1 + random.below(3000);
      options.range_size = 1 + random.below(text.size() + 1);
      ASSERT_EQ(records_of(file.path(), options), right) << seed;
    }
    const test::Pipe pipe(text);
    ASSERT_EQ(test::renamed(records_of(pipe.path(), options), pipe.path(), file.path()), right)
        << seed << ", from a pipe";
  }
}

// More than the 16 MiB that a range may hold back.
TEST(QueryRecords, AreFlushedDuringALargeRange) {
  test::LogMaker random(1);
  const std::string some = random.lines(2000);
  std::string text;
  while (text.size() < 16'000'000)
    text += some;
  const test::TempFile file(text);
  EngineOptions options;
  test::ask(options, [&](QuerySpec& spec) {
    spec.records = RecordSpec{RecordFormat::kJsonLines, kSome};
  });
  std::string all;
  std::size_t writes = 0;
  options.write_records = [&](std::string_view bytes) {
    all += bytes;
    ++writes;
  };
  options.range_size = std::uint64_t{1} << 40;
  analyse(test::open_all({file.path()}), options);
  EXPECT_GT(all.size(), 17u << 20);
  EXPECT_GT(writes, 1u);
  const std::string whole = std::move(all);
  all.clear();
  options.range_size = 300'000;
  options.threads = 4;
  analyse(test::open_all({file.path()}), options);
  EXPECT_TRUE(all == whole);
}

struct Enough {};

// It ends the run, whatever the other threads are at, and nothing more is written.
TEST(QueryRecords, ThatCannotBeWrittenEndTheRun) {
  test::LogMaker random(2);
  const std::string text = random.lines(3000);
  const test::TempFile file(text);
  for (const unsigned threads : {1u, 2u, 4u}) {
    for (int round = 0; round < 60; ++round) {
      EngineOptions options;
      options.threads = threads;
      options.range_size = 1 + random.below(20'000);
      test::ask(options, [&](QuerySpec& spec) {
        spec.records = RecordSpec{RecordFormat::kTsv, kSome};
        spec.groups = {{{"path"}, {Measure::kCount}}};
      });
      int left = static_cast<int>(random.below(20));
      options.write_records = [&](std::string_view) {
        if (left-- == 0) throw Enough();
        if (left < -1) ADD_FAILURE() << "written to again";
      };
      // Fewer ranges than writes are let through.
      if (text.size() / options.range_size < 20) left = 0;
      EXPECT_THROW(analyse(test::open_all({file.path()}), options), Enough);
    }
  }
}

TEST(QueryRecords, ThatCannotBeWrittenEndARunOverAPipe) {
  test::LogMaker random(2);
  const std::string text = random.lines(300);
  const test::Pipe pipe(text);
  EngineOptions options;
  options.range_size = 2000;
  test::ask(options, [&](QuerySpec& spec) {
    spec.records = RecordSpec{RecordFormat::kCsv, kSome};
    spec.groups = {{{"path"}, {Measure::kCount}}};
  });
  options.write_records = [](std::string_view) { throw std::runtime_error("full"); };
  EXPECT_THROW(analyse(test::open_all({pipe.path()}), options), std::runtime_error);
}

// More rows than a range may hold back, and more of them than fit at the end.
TEST(QueryRecords, AndRowsOfALargeRangeAreTheSame) {
  std::string text;
  for (int i = 0; i < 70'000; ++i) {
    text += "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /" + std::to_string(i % 69'000) +
            "\" 200 1\n";
  }
  const test::TempFile file(text);
  EngineOptions options;
  options.range_size = std::uint64_t{1} << 40;
  test::ask(options, [&](QuerySpec& spec) { spec.groups = {{{"path"}, {Measure::kCount}, 3}}; });
  const std::string whole = test::stable_json({file.path()}, options);
  options.range_size = 100'000;
  options.threads = 4;
  EXPECT_EQ(test::stable_json({file.path()}, options), whole);
  EXPECT_NE(whole.find("\"distinct\": 69000"), std::string::npos);
  const test::Pipe pipe(text);
  Summary piped = analyse(test::open_all({pipe.path()}), options);
  test::rename(piped, file.path());
  EXPECT_EQ(test::stable_json(piped), whole);
}

}  // namespace
}  // namespace logscan
