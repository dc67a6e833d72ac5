// Findings as bytes: the same content is the same bytes, and no other bytes are taken.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/findings.h"
#include "logscan/string_pool.h"
#include "support/parts.h"
#include "support/query_maker.h"
#include "support/temp_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

PipelineOptions asking(Query query) {
  PipelineOptions options = test::one_thread();
  options.query = std::move(query);
  return options;
}

std::vector<std::uint64_t> random_edges(std::size_t size, test::LogMaker& random) {
  std::vector<std::uint64_t> edges;
  for (std::size_t i = random.below(6); i > 0; --i)
    edges.push_back(random.below(size + 2));
  std::sort(edges.begin(), edges.end());
  return edges;
}

std::string report_of(const Findings& findings, const Query& query) {
  return test::stable_json(findings.summarize(query));
}

TEST(Partial, GivesBackWhatWasFound) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    test::LogMaker random(seed);
    const test::TempFile file(random.lines(random.below(60)));
    const PipelineOptions options = asking(test::random_query(random));
    const Findings found = collect(test::open_all({file.path()}), options);
    const std::string bytes = found.write();
    const Findings read = Findings::read(bytes);
    ASSERT_TRUE(read.write() == bytes) << seed;
    ASSERT_EQ(report_of(read, options.query), report_of(found, options.query)) << seed;
  }
}

TEST(Partial, IsTheSameWhateverWasMergedInWhichOrder) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    test::LogMaker random(seed);
    const std::string log = random.lines(1 + random.below(60));
    const test::TempFile file(log);
    const test::TempFile other(random.lines(1 + random.below(20)));
    const PipelineOptions options = asking(test::random_query(random));
    Findings whole = collect(test::open_all({file.path()}), options);
    whole.merge(collect(test::open_all({other.path()}), options));
    const std::string right = whole.write();
    for (int round = 0; round < 3; ++round) {
      std::vector<Findings> parts =
          test::collect_parts(file.path(), random_edges(log.size(), random), options);
      parts.push_back(collect(test::open_all({other.path()}), options));
      // Some went through bytes on their way.
      for (Findings& part : parts) {
        if (random.chance(2)) part = Findings::read(part.write());
      }
      ASSERT_TRUE(test::merge_at_random(std::move(parts), random).write() == right) << seed;
    }
  }
}

TEST(Partial, HoldsWhoeverAsksToShowItInAnotherWay) {
  test::LogMaker random(3);
  const test::TempFile file(random.lines(50));
  PipelineOptions options = asking({});
  options.query.groups = {{parse_group_keys("path"),
                           {Measure::kP99, Measure::kClients, Measure::kBytes, Measure::kFirst}}};
  const Findings read = Findings::read(collect(test::open_all({file.path()}), options).write());
  Query query = read.question().query();
  EXPECT_EQ(report_of(read, query), report_of(read, options.query));
  for (const char* const sort : {"clients", "p50", "max", "last", "count"}) {
    query.groups[0].sort = options.query.groups[0].sort = find_measure(sort);
    query.groups[0].top = options.query.groups[0].top = 3;
    EXPECT_EQ(report_of(read, query),
              test::stable_json(analyse(test::open_all({file.path()}), options)));
  }
}

TEST(Partial, BeginsWithItsQuestion) {
  const test::TempFile file("a\n");
  PipelineOptions options = asking({});
  options.query.words = {{"where", "path = \"/\n\x1b\""}};
  options.query.series = {{300, TimeZone(), {parse_group_keys("path,status"), {Measure::kP50}}}};
  EXPECT_THAT(
      collect(test::open_all({file.path()}), options).write(),
      StartsWith("logscan partial 1: log format auto, max line 1048576, where path = "
                 "\"/\\x0a\\x1b\", series every 300 s of UTC by path,status with durations, "
                 "memory 268435456\n"));
}

/// Parts that are sketches, each with its bound.
TEST(Partial, KeepsASketchAndItsBound) {
  std::string log;
  for (int i = 0; i < 6000; ++i) {
    log += "192.0.2." + std::to_string(i % 250) + " - - [12/Jan/2026:10:00:00 +0000] \"GET /" +
           std::to_string(i % 7 == 0 ? i : i % 40) + " HTTP/1.1\" 200 7\n";
  }
  const test::TempFile file(log);
  PipelineOptions options = asking({});
  options.query.groups = {{parse_group_keys("path"), {Measure::kCount, Measure::kBytes}, 1000}};
  options.query.memory = 60'000;
  std::vector<Findings> parts = test::collect_parts(file.path(), {100'000, 250'000}, options);
  Findings merged = Findings::read(parts[2].write());
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string bytes = parts[i].write();
    EXPECT_EQ(Findings::read(bytes).write(), bytes);
    merged.merge(Findings::read(bytes));
    EXPECT_EQ(Findings::read(merged.write()).write(), merged.write());
  }
  const Summary summary = merged.summarize(options.query);
  const GroupSummary& group = summary.groups.at(0);
  EXPECT_FALSE(group.exact);
  EXPECT_GT(group.error_bound, 0u);
  EXPECT_EQ(group.total.count, 6000u);
  EXPECT_NEAR(static_cast<double>(group.distinct), 40 + 6000 / 7 - 5, 6000 * 0.0325);
  std::uint64_t listed = 0;
  for (const GroupRow& row : group.rows) {
    const int path = std::stoi(row.key.at(0)->substr(1));
    const std::uint64_t often = path >= 40 ? 1 : 6000 / 40 - 6000 / 280;
    EXPECT_LE(row.count, often + 20 + group.error_bound);
    listed += row.count;
  }
  EXPECT_GE(listed + group.others.count, 6000u);
}

std::string message(std::string_view bytes, PartialError::Kind kind) {
  try {
    Findings::read(bytes);
  } catch (const PartialError& error) {
    EXPECT_EQ(error.kind(), kind) << error.what();
    return error.what();
  }
  return "nothing";
}

std::string small_partial() {
  const test::TempFile file(
      "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /a\" 404 7\n"
      "192.0.2.1 - - [12/Jan/2026:10:00:09 +0000] \"GET /a\" 200 7\nx\n");
  PipelineOptions options = asking({});
  options.query.groups = {{parse_group_keys("path"), {Measure::kClients, Measure::kP50}}};
  options.query.series = {{60, TimeZone(), {{}, {Measure::kCount}}}};
  return collect(test::open_all({file.path()}), options).write();
}

TEST(Partial, RefusesEveryCut) {
  const std::string bytes = small_partial();
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    ASSERT_THAT(message(std::string_view(bytes).substr(0, size), PartialError::Kind::kDamaged),
                StartsWith("is damaged"))
        << size;
  }
  EXPECT_THAT(message(bytes + '\0', PartialError::Kind::kDamaged), StartsWith("is damaged"));
}

TEST(Partial, RefusesEveryChange) {
  const std::string bytes = small_partial();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int bit : {1, 0x80, 0xff}) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ bit);
      EXPECT_THROW(Findings::read(changed), PartialError) << i;
    }
  }
}

// Even where the checksum is made to fit, nothing is taken that could not have been written.
TEST(Partial, TakesNoChangeThatItWouldNotWrite) {
  const std::string bytes = small_partial();
  std::size_t taken = 0;
  for (std::size_t i = bytes.find('\n') + 1; i + 8 < bytes.size(); ++i) {
    for (int byte = 0; byte < 256; byte += 3) {
      std::string changed = bytes.substr(0, bytes.size() - 8);
      changed[i] = static_cast<char>(byte);
      const std::uint64_t sum = hash_bytes(changed);
      for (unsigned shift = 0; shift < 64; shift += 8)
        changed += static_cast<char>(sum >> shift);
      try {
        const Findings read = Findings::read(changed);
        EXPECT_TRUE(read.write() == changed) << i;
        EXPECT_NO_THROW(report_of(read, read.question().query())) << i;
        ++taken;
      } catch (const PartialError&) {
      }
    }
  }
  EXPECT_GT(taken, 100u);
}

TEST(Partial, SaysWhatElseABadOneIs) {
  EXPECT_EQ(message("", PartialError::Kind::kForeign),
            "is no partial, but empty; make one with --partial");
  EXPECT_EQ(message("192.0.2.1 - - [", PartialError::Kind::kForeign),
            "is no partial; make one with --partial");
  EXPECT_THAT(message("logscan partial 2: anything at all", PartialError::Kind::kVersion),
              HasSubstr("its form is 2, and this one reads 1"));
}

TEST(Partial, RefusesAZoneThatIsNotKnownHere) {
  // As if it came from a machine with other zones.
  std::string bytes = small_partial();
  const auto put = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = bytes.find(from); at != std::string::npos; at = bytes.find(from))
      bytes.replace(at, from.size(), to);
  };
  put("UTC", "XYZ");
  bytes.resize(bytes.size() - 8);
  const std::uint64_t sum = hash_bytes(bytes);
  for (unsigned shift = 0; shift < 64; shift += 8)
    bytes += static_cast<char>(sum >> shift);
  EXPECT_THAT(message(bytes, PartialError::Kind::kVersion), HasSubstr("\"XYZ\""));
}

}  // namespace
}  // namespace logscan
