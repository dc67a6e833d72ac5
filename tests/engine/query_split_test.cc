// A query has one result, however the run is organised.

#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>

#include "logscan/engine.h"
#include "support/asked_lines.h"
#include "support/pipe.h"
#include "support/query_maker.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

/// Returns the report, and the records after it.
std::string all_of(const std::string& path, EngineOptions options, const std::string& name = "") {
  std::string records;
  options.write_records = [&](std::string_view bytes) { records += bytes; };
  std::string all = test::stable_json(analyse(test::open_all({path}), options)) + records;
  return name.empty() ? all : test::renamed(std::move(all), path, name);
}

RecordSpec all_records(RecordFormat format) {
  RecordSpec records;
  records.format = format;
  for (std::size_t i = 0; i < kFields; ++i)
    records.fields.push_back(static_cast<Field>(i));
  return records;
}

using test::asking;

QuerySpec query_of(test::LogMaker& random) {
  QuerySpec query = test::random_query(random);
  if (random.chance(2)) query.records = all_records(static_cast<RecordFormat>(random.below(3)));
  return query;
}

void shuffle(EngineOptions& options, test::LogMaker& random) {
  options.block_size = 1 + random.below(random.chance(2) ? 40 : 3000);
  options.batch_size = 1 + random.below(5000);
  options.threads = static_cast<unsigned>(1 + random.below(4));
  options.kernel = &kernels()[random.below(kernels().size())];
}

TEST(QuerySplit, ChangesNothingWhileExact) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    test::LogMaker random(seed);
    const std::string text = random.lines(random.below(100));
    const test::TempFile file(text);
    EngineOptions options = asking(query_of(random));
    const std::string right = all_of(file.path(), options);
    for (int round = 0; round < 4; ++round) {
      shuffle(options, random);
      options.range_size = 1 + random.below(text.size() + 1) / (1 + random.below(30));
      ASSERT_EQ(all_of(file.path(), options), right) << seed;
      const test::Pipe pipe(text);
      ASSERT_EQ(all_of(pipe.path(), options, file.path()), right) << seed << ", from a pipe";
    }
  }
}

TEST(QuerySplit, ChangesNothingForAnySmallBlock) {
  test::LogMaker random(7);
  const test::TempFile file(random.lines(60));
  QuerySpec query;
  query.filter.where = {"not (path = /a)"};
  query.groups = {{{"path/2", "agent_family"}, test::all_measures()}};
  query.series = {{3600, "UTC", {{"client"}, test::all_measures()}}};
  query.records = all_records(RecordFormat::kTsv);
  query.mask = Mask::parse("clients,queries");
  EngineOptions options = asking(query);
  const std::string right = all_of(file.path(), options);
  for (options.block_size = 1; options.block_size < 300; ++options.block_size) {
    options.batch_size = options.block_size;
    ASSERT_EQ(all_of(file.path(), options), right) << options.block_size;
  }
}

TEST(QuerySplit, ChangesNothingForARangeOfEveryByte) {
  test::LogMaker random(8);
  const std::string text = random.lines(12);
  const test::TempFile file(text);
  EngineOptions options = asking(random_view(random));
  test::ask(options, [&](QuerySpec& spec) {
    spec.groups = {{{"path"}, test::all_measures()}};
    spec.records = all_records(RecordFormat::kJsonLines);
  });
  const std::string right = all_of(file.path(), options);
  for (const std::uint64_t size : {1u, 2u, 3u, 17u}) {
    options.range_size = size;
    options.threads = 3;
    EXPECT_EQ(all_of(file.path(), options), right) << size;
  }
}

// A quoted line that is too long may be there in part alone, which must not be seen.
TEST(QuerySplit, ChangesNothingOfMaskedLinesThatAreTooLong) {
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    text += std::string(20 * i, '-') + " /a?token=" + std::string(3000, 's') +
            "&more=" + std::string(700, 't') + " 2001:db8:1:2:3:4:5:6 198.51.7.8\n";
  }
  const test::TempFile file(text);
  for (const std::uint64_t max_line : {1u, 40u, 300u, 3020u, 3200u}) {
    EngineOptions options = test::one_thread();
    test::ask(options, [&](QuerySpec& spec) {
      spec.max_line = max_line;
      spec.mask = Mask::parse("clients,queries");
    });
    const std::string right = all_of(file.path(), options);
    for (options.block_size = 1; options.block_size < 6000; options.block_size += 97) {
      options.batch_size = options.block_size * (1 + options.block_size % 3);
      ASSERT_EQ(all_of(file.path(), options), right) << max_line << " " << options.block_size;
    }
  }
}

/// Lines whose paths and clients are more than a small memory holds.
std::string many_keys(test::LogMaker& random, std::size_t lines) {
  std::string text;
  for (std::size_t i = 0; i < lines; ++i) {
    const std::size_t key = random.below(1 + random.below(1 + random.below(3000)));
    text += "198.51.100." + std::to_string(key % 250) +
            " - - [12/Jan/2026:10:" + std::to_string(10 + i % 50) + ":00 +0000] \"GET /" +
            std::to_string(key) + " HTTP/1.1\" " + (key % 3 == 0 ? "404" : "200") + " 7\n";
  }
  return text;
}

QuerySpec with_memory(test::LogMaker& random) {
  QuerySpec query;
  query.groups = {{{"path"}, {Measure::kCount, Measure::kBytes}, 2000}};
  query.memory = 2000 + random.below(60'000);
  if (random.chance(2)) {
    query.groups.push_back({{"client", "path"}, {Measure::kClients}});
    query.groups.back().sort = Measure::kClients;
  }
  if (random.chance(2)) {
    query.series = {{60, "UTC", {{"client"}, {Measure::kCount}}}};
    query.memory *= 2;
  }
  return query;
}

TEST(QuerySplit, ChangesNothingOfASketchAtOneRangeSize) {
  std::size_t sketches = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    test::LogMaker random(seed);
    const std::string text = many_keys(random, 100 + random.below(700));
    const test::TempFile file(text);
    EngineOptions options = asking(with_memory(random));
    options.range_size = 1000 + random.below(text.size());
    const std::string right = all_of(file.path(), options);
    sketches += right.find("\"exact\": false") != std::string::npos;
    for (int round = 0; round < 3; ++round) {
      shuffle(options, random);
      ASSERT_EQ(all_of(file.path(), options), right) << seed;
      const test::Pipe pipe(text);
      ASSERT_EQ(all_of(pipe.path(), options, file.path()), right) << seed << ", from a pipe";
    }
  }
  EXPECT_GT(sketches, 30u);
}

TEST(QuerySplit, KeepsASketchWithinItsBound) {
  std::size_t sketches = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    test::LogMaker random(seed);
    const std::string text = many_keys(random, 50 + random.below(250));
    const test::TempFile file(text);
    EngineOptions options = asking({});
    test::ask(options, [&](QuerySpec& spec) {
      spec.groups = {{{"path"}, {Measure::kCount, Measure::kBytes}, 2000}};
      spec.memory = 1500 + random.below(20'000);
    });
    options.range_size = 500 + random.below(text.size());
    const GroupSummary group = analyse(test::open_all({file.path()}), options).groups.at(0);
    const std::vector<test::OwnedLine> lines = test::parsed_lines(text, file.path());
    test::NaiveGroups exact = test::naive_groups(lines, options.query->groups[0].by);
    sketches += !group.exact;
    EXPECT_EQ(group.exact, group.error_bound == 0);
    ASSERT_EQ(group.total.count, lines.size()) << seed;
    ASSERT_EQ(group.total.bytes, lines.size() * 7) << seed;
    ASSERT_TRUE(group.distinct_exact);
    ASSERT_EQ(group.distinct, exact.size()) << seed;
    std::uint64_t listed = group.others.count;
    for (const GroupRow& row : group.rows) {
      const std::uint64_t count = exact.at(row.key).count();
      ASSERT_LE(count, row.count) << seed;
      ASSERT_LE(row.count, count + group.error_bound) << seed;
      ASSERT_LE(row.bytes, count * 7) << seed;
      listed += row.count;
      exact.erase(row.key);
    }
    ASSERT_GE(listed, lines.size()) << seed;
    for (const auto& [key, row] : exact)
      ASSERT_LE(row.count(), group.error_bound) << seed;
  }
  EXPECT_GT(sketches, 500u);
}

// An estimate of the number of groups, where neither they nor their hashes are all kept.
TEST(QuerySplit, EstimatesTheNumberOfGroupsThatDoNotFit) {
  std::string text;
  for (int i = 0; i < 5000; ++i)
    text += "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /" + std::to_string(i) + "\" 200 1\n";
  const test::TempFile file(text);
  EngineOptions options = asking({});
  test::ask(options, [&](QuerySpec& spec) {
    spec.groups = {{{"path"}, {Measure::kCount}}};
    spec.memory = 100'000;
  });
  const GroupSummary group = analyse(test::open_all({file.path()}), options).groups.at(0);
  EXPECT_FALSE(group.exact);
  EXPECT_FALSE(group.distinct_exact);
  EXPECT_GT(group.distinct_error, 0);
  EXPECT_NEAR(static_cast<double>(group.distinct), 5000, 5000 * group.distinct_error);
  EXPECT_EQ(group.total.count, 5000u);
}

TEST(QuerySplit, StopsIfExactRowsDoNotFit) {
  test::LogMaker random(3);
  const std::string text = many_keys(random, 3000);
  const test::TempFile file(text);
  EngineOptions options = asking({});
  options.range_size = 2000;
  for (const unsigned threads : {1u, 2u, 4u}) {
    options.threads = threads;
    for (int series = 0; series < 2; ++series) {
      QuerySpec spec;
      const GroupSpec groups = {{"path"}, {Measure::kCount}};
      if (series == 0) spec.groups = {groups};
      if (series == 1) spec.series = {{60, "UTC", groups}};
      spec.memory = 30'000;
      spec.exact = true;
      options.query = test::compiled(spec);
      try {
        analyse(test::open_all({file.path()}), options);
        FAIL() << "no MemoryError";
      } catch (const MemoryError& error) {
        EXPECT_STREQ(error.what(), series == 0
                                       ? "the groups do not fit into 30000 bytes of memory"
                                       : "the rows of the series do not fit into 30000 bytes of "
                                         "memory");
      }
      spec.memory = QuerySpec::kDefaultMemory;
      options.query = test::compiled(spec);
      EXPECT_NO_THROW(analyse(test::open_all({file.path()}), options));
    }
  }
}

}  // namespace
}  // namespace logscan
