// Exact rows that exceed the memory go through temporary files, and the report stays the same.

#include <string>
#include <vector>

#include "logscan/aggregate.h"
#include "support/ask.h"
#include "support/asked_lines.h"
#include "support/parts.h"
#include "support/query_maker.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include "support/temp_folder.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::asking;

void shuffle_run(EngineOptions& options, test::LogMaker& random, std::size_t size) {
  options.block_size = 1 + random.below(3000);
  options.threads = static_cast<unsigned>(1 + random.below(4));
  options.range_size = 1 + random.below(size + 1) / (1 + random.below(30));
}

TEST(Spill, ChangesNoReport) {
  const test::TempFolder folder;
  std::uint64_t spilled = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    test::LogMaker random(seed);
    const std::string text = random.lines(random.below(1000));
    const test::TempFile file(text);
    const QuerySpec spec = test::random_exact_query(random);
    EngineOptions options = asking(spec);
    const Summary right = analyse(test::open_all({file.path()}), options);
    for (int round = 0; round < 3; ++round) {
      EngineOptions small = options;
      test::ask(small, [&](QuerySpec& asked) { asked.memory = 5000 + random.below(60'000); });
      small.spill_folder = folder.path();
      shuffle_run(small, random, text.size());
      try {
        const Summary summary = analyse(test::open_all({file.path()}), small);
        spilled += summary.run.spilled_bytes > 0;
        ASSERT_EQ(test::stable_json(summary), test::stable_json(right))
            << "seed " << seed << ", memory " << small.query->spec.memory;
      } catch (const MemoryError&) {
        // What is to be listed does not fit.
      }
    }
  }
  EXPECT_GT(spilled, 60U);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Spill, AgreesWithANaiveCount) {
  const test::TempFolder folder;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    test::LogMaker random(seed);
    const std::string text = random.lines(300);
    const test::TempFile file(text);
    QuerySpec spec;
    spec.groups = {test::random_groups(random)};
    spec.groups[0].top = 1 + random.below(5);
    spec.exact = true;
    spec.memory = 30'000;
    EngineOptions options = asking(spec);
    options.spill_folder = folder.path();
    const auto lines = test::shown_lines(test::parsed_lines(text, file.path()), *options.query);
    try {
      const Summary summary = analyse(test::open_all({file.path()}), options);
      ASSERT_EQ(test::dump(summary.groups.at(0)),
                test::naive_answer(lines, options.query->groups.at(0)))
          << seed;
    } catch (const MemoryError&) {
    }
  }
}

// Partials of the same memory have the same bytes, whether they were read, written or merged with
// rows in memory or in files.
TEST(Spill, ChangesNoPartial) {
  const test::TempFolder folder;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    test::LogMaker random(seed);
    const std::string text = random.lines(40 + random.below(100));
    const test::TempFile file(text);
    EngineOptions options = asking(test::random_exact_query(random));
    Aggregate right = collect(test::open_all({file.path()}), options);

    const std::size_t memory = 2000 + random.below(40'000);
    EngineOptions small = options;
    test::ask(small, [&](QuerySpec& asked) { asked.memory = memory; });
    small.spill_folder = folder.path();
    std::vector<std::uint64_t> edges;
    for (std::uint64_t edge = random.below(text.size()); edge < text.size();
         edge += 1 + random.below(text.size()))
      edges.push_back(edge);
    std::vector<Aggregate> parts = test::collect_parts(file.path(), edges, small);
    for (Aggregate& part : parts) {
      if (random.chance(2)) part = Aggregate::read(part.write(), folder.path());
    }
    Aggregate merged = test::merge_at_random(std::move(parts), random);
    const std::string bytes = merged.write();
    ASSERT_EQ(Aggregate::read(bytes, folder.path()).write(), bytes) << seed;
    merged.set_memory(static_cast<std::size_t>(right.spec().memory));
    right.merge(Aggregate(options));  // sorts the inputs
    if (text.empty()) continue;
    ASSERT_EQ(merged.write(), right.write()) << seed;
    try {
      ASSERT_EQ(test::stable_json(merged.summarize(options.query->spec)),
                test::stable_json(right.summarize(options.query->spec)));
    } catch (const MemoryError&) {
    }
  }
}

std::string many_paths(std::size_t count) {
  std::string log;
  for (std::size_t i = 0; i < count; ++i) {
    log += "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /" + std::to_string(i * 7919 % count) +
           " HTTP/1.1\" 200 7\n";
  }
  return log;
}

QuerySpec of_paths(std::uint64_t memory) {
  QuerySpec spec;
  spec.groups = {{{"path"}, {Measure::kCount}}};
  spec.exact = true;
  spec.memory = memory;
  return spec;
}

// Far more runs than are merged at a time.
TEST(Spill, MergesRunsInSeveralSteps) {
  const test::TempFolder folder;
  const std::string log = many_paths(12'000) + many_paths(5'000);
  const test::TempFile file(log);
  EngineOptions options = asking(of_paths(QuerySpec::kDefaultMemory));
  const std::string right = test::stable_json(analyse(test::open_all({file.path()}), options));
  options = asking(of_paths(4000));
  options.spill_folder = folder.path();
  options.range_size = 2000;
  options.threads = 3;
  const Summary summary = analyse(test::open_all({file.path()}), options);
  EXPECT_EQ(test::stable_json(summary), right);
  EXPECT_EQ(summary.groups.at(0).distinct, 12'000U);
  EXPECT_GT(summary.run.spilled_bytes, 2 * 17'000U * 10);
}

TEST(Spill, RefusesAListThatDoesNotFit) {
  const test::TempFolder folder;
  const test::TempFile file(many_paths(3000));
  QuerySpec spec = of_paths(100'000);
  spec.groups[0].top = 3000;
  EngineOptions options = asking(spec);
  options.spill_folder = folder.path();
  try {
    analyse(test::open_all({file.path()}), options);
    FAIL() << "no MemoryError";
  } catch (const MemoryError& error) {
    EXPECT_STREQ(error.what(), "the groups to list do not fit into 100000 bytes of memory");
  }
}

TEST(Spill, NamesTheFolderThatCannotBeUsed) {
  const test::TempFile file(many_paths(3000));
  EngineOptions options = asking(of_paths(100'000));
  options.spill_folder = "/nowhere/at all";
  try {
    analyse(test::open_all({file.path()}), options);
    FAIL() << "no SpillError";
  } catch (const SpillError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot create a temporary file in /nowhere/at all: No such file or directory");
  }
}

}  // namespace
}  // namespace logscan
