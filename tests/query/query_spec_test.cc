// The query of a run as plain values: written, read back, and compared without words.

#include "logscan/query_spec.h"

#include <string>
#include <string_view>
#include <vector>

#include "logscan/aggregate.h"
#include "record/string_pool.h"
#include "support/ask.h"
#include "support/parts.h"
#include "support/query_maker.h"
#include "support/temp_file.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"
#include "text/hash_bytes.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using ::testing::HasSubstr;

std::string spec_bytes(const QuerySpec& spec) {
  ByteWriter to;
  spec.write(to);
  return to.release();
}

QuerySpec read(std::string_view bytes) {
  ByteReader from(bytes);
  QuerySpec spec = QuerySpec::read(from);
  require(from.at_end());
  return spec;
}

QuerySpec full_spec() {
  QuerySpec spec;
  spec.log_timezone = "Europe/Berlin";
  spec.max_line = 4000;
  spec.trusted_proxies = {"10.0.0.0/8"};
  spec.filter.statuses = {"5xx,404"};
  spec.filter.not_statuses = {"503"};
  spec.filter.methods = {"POST", "GET"};
  spec.filter.hosts = {"*.example.com"};
  spec.filter.paths = {"/b", "/a"};
  spec.filter.clients = {"192.0.2.0/24"};
  spec.filter.not_clients = {"192.0.2.7"};
  spec.filter.since = "2026-01-12";
  spec.filter.until = "2026-01-13";
  spec.filter.where = {"time > 2026-01-12T11:00", "bytes > 5"};
  spec.timezone = "+02:00";
  spec.normalize_rules = {{"x+", "y"}};
  spec.mask.users = true;
  spec.groups = {{{"path", "hour"}, {Measure::kCount, Measure::kP99}, 7, std::nullopt}};
  spec.series = {{3600, "Europe/Berlin", {{"class"}, {Measure::kClients}, 3, Measure::kBytes}}};
  spec.memory = 5'000'000;
  spec.exact = true;
  spec.thresholds = {Threshold::parse("status.503 > 5"), Threshold::parse("p99(duration) > 1s"),
                     Threshold::parse("client_errors.rate > 5pct")};
  spec.min_requests = 9;
  return test::compiled(std::move(spec))->spec;
}

TEST(QuerySpec, IsReadBackAsItWasWritten) {
  const QuerySpec spec = full_spec();
  EXPECT_EQ(read(spec_bytes(spec)), spec);
  EXPECT_EQ(read(spec_bytes({})), QuerySpec());
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    test::LogMaker random(seed);
    const QuerySpec some = test::compiled(test::random_query(random))->spec;
    const std::string bytes = spec_bytes(some);
    ASSERT_EQ(read(bytes), some) << seed;
    ASSERT_EQ(spec_bytes(read(bytes)), bytes) << seed;
    ASSERT_EQ(test::compiled(some)->spec, some) << seed << ": compiled again";
  }
}

TEST(QuerySpec, RefusesEveryCutAndWritesNoChangeOtherwise) {
  const std::string bytes = spec_bytes(full_spec());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_THROW(read(std::string_view(bytes).substr(0, size)), BytesError) << size;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int byte = 0; byte < 256; byte += 5) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(byte);
      try {
        EXPECT_EQ(spec_bytes(read(changed)), changed) << i;
      } catch (const BytesError&) {
      }
    }
  }
}

TEST(QuerySpec, HasOneFormForTheSameFilter) {
  QuerySpec spec;
  spec.filter.statuses = {"5xx, 404"};
  spec.filter.paths = {"/a", "/b"};
  QuerySpec other;
  other.filter.statuses = {"404", "5xx", "404"};
  other.filter.paths = {"/b", "/a"};
  EXPECT_EQ(spec_bytes(test::compiled(spec)->spec), spec_bytes(test::compiled(other)->spec));
}

TEST(QuerySpec, ComparesMomentsByWhatTheyMean) {
  const auto since = [](const char* text) {
    QuerySpec spec;
    spec.filter.since = text;
    return test::compiled(std::move(spec))->spec;
  };
  EXPECT_EQ(since("2026-01-12").difference(since("2026-01-12T00:00Z")), std::nullopt);
  EXPECT_EQ(since("2026-01-12").difference(since("2026-01-13")),
            "since 2026-01-12T00:00:00+00:00, and since 2026-01-13T00:00:00+00:00");
}

TEST(QuerySpec, SaysWhetherATimeIsRelative) {
  const auto is_relative = [](const char* text) {
    QuerySpec since;
    since.filter.since = text;
    QuerySpec where;
    where.filter.where = {"time > \"" + std::string(text) + "\""};
    const bool relative = test::compiled(since)->spec.is_relative();
    EXPECT_EQ(test::compiled(where)->spec.is_relative(), relative) << text;
    return relative;
  };
  for (const char* text : {"now", "2 hours ago", "30m", "10:00", "yesterday", "monday 14:00"})
    EXPECT_TRUE(is_relative(text)) << text;
  for (const char* text : {"2026-01-12", "2026-01-12 10:00", "@5", "12/Jan/2026:10:00:00 +0000"})
    EXPECT_FALSE(is_relative(text)) << text;
}

// Rewording must not orphan states and partials: the words in a partial are only for people, and
// its spec holds the values.
TEST(QuerySpec, HoldsNoWordsThatAreCompared) {
  const QuerySpec spec = full_spec();
  const std::string bytes = spec_bytes(spec);
  for (const char* label :
       {"log format", "max line", "log timezone", "status ", "where", "since", "normalize", "mask",
        "groups", "series", "thresholds", " with ", "exact", "memory", "rows", "sums"})
    EXPECT_EQ(bytes.find(label), std::string::npos) << label;
}

TEST(QuerySpec, PartialsWithOtherWordsStillFit) {
  test::LogMaker random(4);
  const test::TempFile file(random.lines(60));
  const EngineOptions options = test::asking(full_spec());
  const std::vector<Aggregate> parts = test::collect_parts(file.path(), {900}, options);
  std::string reworded = parts[0].write();
  const std::size_t end = reworded.find('\n');
  reworded.replace(0, end, "logscan partial 8: every label, said in another way");
  reworded.resize(reworded.size() - 8);
  ByteWriter checksum;
  checksum.word(hash_bytes(reworded));
  Aggregate sum = Aggregate::read(reworded + checksum.release());
  EXPECT_EQ(sum.write(), parts[0].write());
  sum.merge(parts[1]);
  Aggregate right = Aggregate::read(parts[0].write());
  right.merge(parts[1]);
  EXPECT_EQ(sum.write(), right.write());
}

// Partials may differ in how they show their rows.
TEST(QuerySpec, AgreesOnHowRowsAreShownInAnyOrder) {
  QuerySpec a = full_spec();
  QuerySpec b = a;
  b.groups[0].sort = Measure::kP99;
  b.groups[0].top = 90;
  QuerySpec c = a;
  c.groups[0].show.push_back(Measure::kErrors);
  c.groups[0].sort = Measure::kMax;
  ASSERT_EQ(a.difference(b), std::nullopt);
  ASSERT_EQ(a.difference(c), std::nullopt);
  QuerySpec left = a;
  left.agree(b);
  left.agree(c);
  QuerySpec right = c;
  right.agree(b);
  right.agree(a);
  EXPECT_EQ(left, right);
  EXPECT_EQ(left.groups[0].top, 90u);
  EXPECT_EQ(left.groups[0].sort, Measure::kCount);
  EXPECT_EQ(left.difference(a), std::nullopt);
}

TEST(QuerySpec, NamesTheOptionAtFault) {
  const auto refusal = [](auto change) -> std::string {
    QuerySpec spec;
    change(spec);
    try {
      test::compiled(std::move(spec));
    } catch (const QueryError& error) {
      return error.what();
    }
    return "nothing";
  };
  EXPECT_THAT(refusal([](QuerySpec& spec) {
                spec.groups = {{{"pth"}, {}}};
              }),
              HasSubstr("--by: no group key \"pth\"; did you mean \"path\"?"));
  EXPECT_THAT(refusal([](QuerySpec& spec) { spec.timezone = "Mars"; }),
              HasSubstr("--timezone: \"Mars\" is not a time zone"));
  EXPECT_THAT(refusal([](QuerySpec& spec) { spec.filter.since = "soon"; }),
              HasSubstr("got \"soon\""));
  EXPECT_THAT(refusal([](QuerySpec& spec) { spec.filter.where = {"statu = 5"}; }),
              HasSubstr("--where: column 1"));
}

}  // namespace
}  // namespace logscan
