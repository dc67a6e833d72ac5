// Aggregate as bytes: the same content is the same bytes, and no other bytes are taken.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/aggregate_data.h"
#include "engine/own_files.h"
#include "logscan/aggregate.h"
#include "record/string_pool.h"
#include "support/parts.h"
#include "support/query_maker.h"
#include "support/temp_file.h"
#include "text/hash_bytes.h"
#include "text/safe_text.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

using test::asking;

std::vector<std::uint64_t> random_edges(std::size_t size, test::LogMaker& random) {
  std::vector<std::uint64_t> edges;
  for (std::size_t i = random.below(6); i > 0; --i)
    edges.push_back(random.below(size + 2));
  std::sort(edges.begin(), edges.end());
  return edges;
}

std::string report_of(const Aggregate& findings, const QuerySpec& view) {
  return test::stable_json(findings.summarize(view));
}

TEST(Partial, RestoresTheResult) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    test::LogMaker random(seed);
    const test::TempFile file(random.lines(random.below(60)));
    const EngineOptions options = asking(test::random_query(random));
    const Aggregate found = collect(test::open_all({file.path()}), options);
    const std::string bytes = found.write();
    const Aggregate read = Aggregate::read(bytes);
    ASSERT_TRUE(read.write() == bytes) << seed;
    ASSERT_EQ(report_of(read, options.query->spec), report_of(found, options.query->spec)) << seed;
  }
}

TEST(Partial, IsTheSameForAnyOrderOfMerges) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    test::LogMaker random(seed);
    const std::string log = random.lines(1 + random.below(60));
    const test::TempFile file(log);
    const test::TempFile other(random.lines(1 + random.below(20)));
    const EngineOptions options = asking(test::random_query(random));
    Aggregate whole = collect(test::open_all({file.path()}), options);
    whole.merge(collect(test::open_all({other.path()}), options));
    const std::string right = whole.write();
    for (int round = 0; round < 3; ++round) {
      std::vector<Aggregate> parts =
          test::collect_parts(file.path(), random_edges(log.size(), random), options);
      parts.push_back(collect(test::open_all({other.path()}), options));
      // Some went through bytes on their way.
      for (Aggregate& part : parts) {
        if (random.chance(2)) part = Aggregate::read(part.write());
      }
      ASSERT_TRUE(test::merge_at_random(std::move(parts), random).write() == right) << seed;
    }
  }
}

// Filters know files by their names alone.
TEST(Partial, NamesTheMachinesOfFilesIfThereAreSeveral) {
  const std::string line = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" ";
  const test::TempFile a(line + "200 5\n" + line + "404 5\n");
  const test::TempFile b(line + "404 6\n");
  QuerySpec spec;
  spec.filter.where = {"not (file ^= \"web\")"};
  spec.groups.resize(1);
  spec.groups[0].by = {"status", "file"};
  spec.groups[0].show = {Measure::kCount};
  EngineOptions options = asking(spec);
  const auto found_at = [&](const char* machine, const test::TempFile& file) {
    options.machine = machine;
    return Aggregate::read(collect(test::open_all({file.path()}), options).write());
  };
  const auto files = [&](const Aggregate& aggregate) {
    std::vector<std::string> names;
    const Summary summary = aggregate.summarize(spec);
    for (const GroupRow& row : summary.groups.at(0).rows)
      names.push_back(row.key.at(1).value_or("null"));
    std::sort(names.begin(), names.end());
    return names;
  };
  Aggregate one = found_at("web1", a);
  EXPECT_EQ(files(one), (std::vector<std::string>{a.path(), a.path()}));
  one.merge(found_at("web1", b));
  EXPECT_EQ(files(one).size(), 3u);
  EXPECT_THAT(files(one), ::testing::Each(StartsWith("/")));
  Aggregate both = found_at("web2", b);
  both.merge(found_at("web1", a));
  EXPECT_EQ(files(Aggregate::read(both.write())),
            (std::vector<std::string>{"web1:" + a.path(), "web1:" + a.path(), "web2:" + b.path()}));
}

TEST(Partial, CanBeShownInAnotherWay) {
  test::LogMaker random(3);
  const test::TempFile file(random.lines(50));
  QuerySpec spec;
  spec.groups = {{{"path"}, {Measure::kP99, Measure::kClients, Measure::kBytes, Measure::kFirst}}};
  EngineOptions options = test::asking(spec);
  const Aggregate read = Aggregate::read(collect(test::open_all({file.path()}), options).write());
  QuerySpec query = read.spec();
  EXPECT_EQ(report_of(read, query), report_of(read, options.query->spec));
  for (const char* const sort : {"clients", "p50", "max", "last", "count"}) {
    query.groups[0].sort = spec.groups[0].sort = find_measure(sort);
    query.groups[0].top = spec.groups[0].top = 3;
    options = test::asking(spec);
    EXPECT_EQ(report_of(read, query),
              test::stable_json(analyse(test::open_all({file.path()}), options)));
  }
}

TEST(Partial, BeginsWithItsQuery) {
  const test::TempFile file("a\n");
  EngineOptions options = asking({});
  test::ask(options, [&](QuerySpec& spec) {
    spec.filter.where = {"path = \"/\n\x1b\""};
    spec.series = {{300, "UTC", {{"path", "status"}, {Measure::kP50}}}};
  });
  EXPECT_THAT(
      collect(test::open_all({file.path()}), options).write(),
      StartsWith(
          "logscan partial 8: log format auto, max line 1048576, log timezone UTC, where path = "
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
  EngineOptions options = asking({});
  test::ask(options, [&](QuerySpec& spec) {
    spec.groups = {{{"path"}, {Measure::kCount, Measure::kBytes}, 1000}};
    spec.memory = 60'000;
  });
  std::vector<Aggregate> parts = test::collect_parts(file.path(), {100'000, 250'000}, options);
  Aggregate merged = Aggregate::read(parts[2].write());
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string bytes = parts[i].write();
    EXPECT_EQ(Aggregate::read(bytes).write(), bytes);
    merged.merge(Aggregate::read(bytes));
    EXPECT_EQ(Aggregate::read(merged.write()).write(), merged.write());
  }
  const Summary summary = merged.summarize(options.query->spec);
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

/// Two parts of 3,000 paths each.
std::vector<Aggregate> exact_parts(bool exact, std::size_t memory) {
  std::string log;
  for (int i = 0; i < 6000; ++i) {
    log += "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /" + std::to_string(i) +
           " HTTP/1.1\" 200 7\n";
  }
  const test::TempFile file(log);
  EngineOptions options = asking({});
  test::ask(options, [&](QuerySpec& spec) {
    spec.groups = {{{"path"}, {Measure::kCount}}};
    spec.exact = exact;
    spec.memory = memory;
  });
  return test::collect_parts(file.path(), {log.size() / 2}, options);
}

TEST(Partial, WithExactRowsNeverSilentlyBecomesASketch) {
  std::vector<Aggregate> parts = exact_parts(true, 600'000);
  Aggregate sum = Aggregate::read(parts[0].write());
  EXPECT_TRUE(sum.spec().exact);
  EXPECT_THROW(sum.merge(Aggregate::read(parts[1].write())), MemoryError);

  sum = Aggregate::read(parts[0].write());
  EXPECT_THROW(Aggregate::read(parts[0].write()).set_memory(80'000), MemoryError);
  sum.set_memory(8'000'000);
  sum.merge(Aggregate::read(parts[1].write()));
  const GroupSummary group = sum.summarize(sum.spec()).groups.at(0);
  EXPECT_TRUE(group.exact);
  EXPECT_EQ(group.distinct, 6000u);
  EXPECT_EQ(Aggregate::read(sum.write()).write(), sum.write());
}

TEST(Partial, TakesTheLargerMemoryOfExactRowsInAnyOrder) {
  for (const std::size_t first : {0u, 1u}) {
    std::vector<Aggregate> parts = exact_parts(true, 600'000);
    parts[first].set_memory(4'000'000);
    parts[0].merge(parts[1]);
    EXPECT_EQ(parts[0].spec().memory, 4'000'000u);
    EXPECT_TRUE(parts[0].summarize(parts[0].spec()).groups.at(0).exact);
  }
}

TEST(Partial, TakesAnotherMemoryForASketch) {
  std::vector<Aggregate> parts = exact_parts(false, 800'000);
  for (Aggregate& part : parts)
    part.set_memory(80'000);
  parts[0].merge(parts[1]);
  const GroupSummary group = parts[0].summarize(parts[0].spec()).groups.at(0);
  EXPECT_FALSE(group.exact);
  EXPECT_EQ(group.total.count, 6000u);
  EXPECT_NEAR(static_cast<double>(group.distinct), 6000, 6000 * 0.0325);
  EXPECT_EQ(Aggregate::read(parts[0].write()).write(), parts[0].write());
}

// Without rows there is nothing that takes memory.
TEST(Partial, HasNoMemoryWithoutRows) {
  const test::TempFile file("a\n");
  Aggregate found = collect(test::open_all({file.path()}), asking({}));
  const std::string bytes = found.write();
  found.set_memory(1'000'000);
  EXPECT_EQ(found.write(), bytes);
}

std::string message(std::string_view bytes, PartialError::Kind kind) {
  try {
    Aggregate::read(bytes);
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
  EngineOptions options = asking({});
  test::ask(options, [&](QuerySpec& spec) {
    spec.groups = {{{"path"}, {Measure::kClients, Measure::kP50}}};
    spec.series = {{60, "UTC", {{}, {Measure::kCount}}}};
  });
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
      EXPECT_THROW(Aggregate::read(changed), PartialError) << i;
    }
  }
}

/// Without the first line, whose words are for people, and the checksum.
std::string body_of(const std::string& bytes) {
  const std::size_t begin = bytes.find('\n') + 1;
  return bytes.substr(begin, bytes.size() - 8 - begin);
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
        const Aggregate read = Aggregate::read(changed);
        EXPECT_TRUE(body_of(read.write()) == body_of(changed)) << i;
        EXPECT_NO_THROW(report_of(read, read.spec())) << i;
        ++taken;
      } catch (const PartialError&) {
      }
    }
  }
  EXPECT_GT(taken, 100u);
}

TEST(Partial, ReportsWhyItIsRefused) {
  EXPECT_EQ(message("", PartialError::Kind::kForeign),
            "is not a partial, but empty; make one with --partial");
  EXPECT_EQ(message("192.0.2.1 - - [", PartialError::Kind::kForeign),
            "is not a partial; make one with --partial");
  EXPECT_THAT(message("logscan partial 1: anything at all", PartialError::Kind::kVersion),
              HasSubstr("its form is 1, and this one reads 8"));
}

// A partial names formats and measures by number and has a counter for each format.
TEST(Partial, HasANewVersionWhenFormatsOrMeasuresChange) {
  // The current version, and how many log formats and measures it has.
  constexpr std::string_view kVersion = "8";
  constexpr std::size_t kFormatsKnown = 53;
  constexpr std::size_t kMeasuresKnown = 17;
  const std::string bytes = collect({}, {}).write();
  const std::string marker(kPartialMarker);
  const std::string version = bytes.substr(marker.size(), bytes.find(':') - marker.size());
  ASSERT_EQ(version, kVersion) << "write the new version, " << kLogFormats << " formats and "
                               << kMeasures << " measures into this test";
  EXPECT_TRUE(kLogFormats == kFormatsKnown && kMeasures == kMeasuresKnown)
      << "there are now " << kLogFormats << " log formats (were " << kFormatsKnown << ") and "
      << kMeasures << " measures (were " << kMeasuresKnown
      << "); raise kVersion in src/engine/aggregate_bytes.cc, then update this test";
}

/// One text for another of the same length, with a checksum that fits.
std::string forged(std::string bytes, std::string_view from, std::string_view to) {
  for (std::size_t at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at + 1))
    bytes.replace(at, from.size(), to);
  bytes.resize(bytes.size() - 8);
  const std::uint64_t sum = hash_bytes(bytes);
  for (unsigned shift = 0; shift < 64; shift += 8)
    bytes += static_cast<char>(sum >> shift);
  return bytes;
}

TEST(Partial, RefusesAZoneThatIsNotKnownHere) {
  // As if it came from a machine with other zones.
  EXPECT_THAT(message(forged(small_partial(), "UTC", "XYZ"), PartialError::Kind::kVersion),
              HasSubstr("\"XYZ\""));
}

TEST(Partial, PrintsAHostileKeySafely) {
  const std::string bytes = forged(small_partial(), "\4path", "\4\x1b[1m");
  const std::string text = message(bytes, PartialError::Kind::kVersion);
  EXPECT_THAT(text, HasSubstr("\"\\x1b[1m\""));
  EXPECT_EQ(safe_text(text), text);
}

// Counts whose sum would overflow belong to no log.
TEST(Partial, RefusesMoreLinesThanAnyLogHas) {
  const auto merged = [](std::uint64_t lines, std::uint64_t bytes) {
    const auto part = [&](const std::string& path) {
      const test::TempFile file("\n");
      Aggregate found = collect(test::open_all({file.path()}), asking({}));
      InputSlice& piece = *found.data().sources.pieces.at(0);
      piece.path = path;
      piece.identity = {};
      piece.counts.lines = piece.counts.blank = lines;
      piece.counts.bytes = piece.bytes_read = piece.to = piece.end = bytes;
      return found;
    };
    Aggregate sum = Aggregate::read(part("a").write());
    sum.merge(Aggregate::read(part("b").write()));
    return sum.summarize({}).totals;
  };
  constexpr std::uint64_t kLines = std::uint64_t{1} << 47;
  constexpr std::uint64_t kBytes = std::uint64_t{1} << 62;
  EXPECT_EQ(merged(kLines - 1, kBytes - 1).bytes, 2 * kBytes - 2);
  EXPECT_THROW(merged(kLines, 1), MergeError);
  EXPECT_THROW(merged(1, kBytes), MergeError);
  EXPECT_THROW(merged(2 * kLines, 1), PartialError);
  EXPECT_THROW(merged(1, 2 * kBytes), PartialError);
}

}  // namespace
}  // namespace logscan
