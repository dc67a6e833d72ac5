// Groups of a run are those of a naive answer: a sorted map over lines cut one by one.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "logscan/engine.h"
#include "support/asked_lines.h"
#include "support/query_maker.h"
#include "support/some_country.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

const std::string kStart = "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET ";

std::vector<std::string> data_logs() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(LOGSCAN_SOURCE_DIR "/data")) {
    if (entry.path().extension() == ".log") paths.push_back(entry.path());
  }
  return paths;
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

GroupSpec groups_by(const std::string& keys) {
  GroupSpec groups;
  groups.by = split_group_keys(keys);
  groups.show = {Measure::kCount};
  return groups;
}

std::string answer(const std::string& text, const GroupSpec& groups) {
  const test::TempFile file(text);
  QuerySpec query;
  query.groups = {groups};
  return test::dump(test::run(file.path(), test::compiled(query)).groups.at(0));
}

TEST(QueryGroups, AreTheNaiveOnesOfAllSampleLogsByEveryKey) {
  for (const std::string& path : data_logs()) {
    const std::vector<test::OwnedLine> lines = test::parsed_lines(bytes_of(path), path);
    QuerySpec spec;
    for (const std::string_view name : GroupKey::names()) {
      for (const std::string& keys : {std::string(name), "status," + std::string(name)}) {
        spec.groups.push_back(groups_by(keys));
        spec.groups.back().show = test::all_measures();
        spec.groups.back().top = 7;
      }
    }
    const auto query = test::compiled(std::move(spec));
    const Summary summary = test::run(path, query);
    EXPECT_EQ(summary.totals.parsed, lines.size()) << path;
    for (std::size_t i = 0; i < query->groups.size(); ++i) {
      EXPECT_TRUE(summary.groups[i].exact);
      ASSERT_EQ(test::dump(summary.groups[i]), test::naive_answer(lines, query->groups[i]))
          << path << " " << i;
    }
  }
}

TEST(QueryGroups, AreTheNaiveOnesInEveryOrder) {
  for (const std::string& path : data_logs()) {
    const std::vector<test::OwnedLine> lines = test::parsed_lines(bytes_of(path), path);
    QuerySpec spec;
    for (const Measure sort : test::all_measures()) {
      spec.groups.push_back(groups_by("path/1"));
      spec.groups.back().sort = sort;
      spec.groups.push_back(groups_by("client,status"));
      spec.groups.back().sort = sort;
      spec.groups.back().top = 3;
    }
    spec.groups.push_back(groups_by("path"));
    spec.groups.back().sort.reset();
    spec.groups.back().top = 1000;
    const auto query = test::compiled(std::move(spec));
    const Summary summary = test::run(path, query);
    for (std::size_t i = 0; i < query->groups.size(); ++i) {
      ASSERT_EQ(test::dump(summary.groups[i]), test::naive_answer(lines, query->groups[i]))
          << path << " " << i;
    }
  }
}

TEST(QueryGroups, AreTheNaiveOnesOfRandomLogs) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    test::LogMaker random(seed);
    const std::string text = random.lines(random.below(120));
    QuerySpec spec = test::random_view(random);
    for (int i = 0; i < 3; ++i)
      spec.groups.push_back(test::random_groups(random));
    const test::TempFile file(text);
    const auto query = test::compiled(std::move(spec));
    const Summary summary = test::run(file.path(), query);
    const std::vector<test::OwnedLine> all = test::parsed_lines(text, file.path());
    const std::vector<test::OwnedLine> shown = test::shown_lines(all, *query);
    ASSERT_EQ(summary.totals.parsed, shown.size()) << seed;
    ASSERT_EQ(summary.totals.filtered, all.size() - shown.size()) << seed;
    for (std::size_t i = 0; i < query->groups.size(); ++i) {
      ASSERT_EQ(test::dump(summary.groups[i]), test::naive_answer(shown, query->groups[i]))
          << seed << " " << i;
    }
  }
}

TEST(QueryGroups, WithoutALineAreEmpty) {
  EXPECT_EQ(answer("", groups_by("path")),
            "others [] count=0 errors=0\ntotal [] count=0 errors=0\n0 groups\n");
}

TEST(QueryGroups, TellKeysApartByTheirFirst1024Bytes) {
  const std::string path = "/" + std::string(1023, 'x');
  std::string text;
  for (const char* end : {"", "1", "2"})
    text += kStart + path + end + " HTTP/1.1\" 200 1\n";
  text += kStart + path.substr(1) + " HTTP/1.1\" 200 1\n";
  EXPECT_EQ(answer(text, groups_by("path")),
            "[<" + path + "> ] count=3 errors=0\n[<" + path.substr(1) +
                "> ] count=1 errors=0\nothers [] count=0 errors=0\ntotal [] count=4 errors=0\n"
                "2 groups\n");
  EXPECT_TRUE(
      answer(text, groups_by("path,status")).starts_with("[<" + path + "> <200> ] count=3"));
}

TEST(QueryGroups, KeepNullAndEmptyAndNulBytesApart) {
  std::string text;
  for (const std::string& user : {std::string("-"), std::string("a"), std::string("a\0", 2),
                                  std::string("a\0\1", 3), std::string("\0", 1)}) {
    for (const char* agent : {"", " \"-\" \"\"", " \"-\" \"-\""}) {
      text += "192.0.2.1 - " + user + " [12/Jan/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1" +
              agent + "\n";
    }
  }
  GroupSpec groups = groups_by("user,agent");
  groups.sort.reset();
  groups.top = 100;
  EXPECT_EQ(answer(text, groups),
            "[null null ] count=2 errors=0\n[null <> ] count=1 errors=0\n"
            "[<\\x00> null ] count=2 errors=0\n[<\\x00> <> ] count=1 errors=0\n"
            "[<a> null ] count=2 errors=0\n[<a> <> ] count=1 errors=0\n"
            "[<a\\x00> null ] count=2 errors=0\n[<a\\x00> <> ] count=1 errors=0\n"
            "[<a\\x00\\x01> null ] count=2 errors=0\n[<a\\x00\\x01> <> ] count=1 errors=0\n"
            "others [] count=0 errors=0\ntotal [] count=15 errors=0\n10 groups\n");
}

// A double cannot tell these apart.
TEST(QueryGroups, AreOrderedByLargeNumbersExactly) {
  GroupSpec groups = groups_by("path");
  groups.sort = Measure::kBytes;
  groups.show = {Measure::kBytes};
  const std::string text = kStart + "/a HTTP/1.1\" 200 9007199254740992\n" + kStart +
                           "/b HTTP/1.1\" 200 9007199254740993\n" + kStart +
                           "/c HTTP/1.1\" 200 -\n";
  EXPECT_TRUE(
      answer(text, groups)
          .starts_with(
              "[</b> ] count=1 errors=0 bytes=9007199254740993\n"
              "[</a> ] count=1 errors=0 bytes=9007199254740992\n[</c> ] count=1 errors=0\n"))
      << answer(text, groups);
}

// Hostile lines may claim any number of bytes.
TEST(QueryGroups, HaveNoSumOfBytesThatIsTooLarge) {
  GroupSpec groups = groups_by("path");
  groups.sort = Measure::kBytes;
  groups.show = {Measure::kBytes};
  const auto line = [](const std::string& path, const std::string& bytes) {
    return kStart + path + " HTTP/1.1\" 200 " + bytes + "\n";
  };
  const std::string most = "9223372036854775807";  // a half of what a number holds
  const std::string text = line("/a", most) + line("/a", most) + line("/b", most) +
                           line("/b", most) + line("/b", "1") + line("/c", "-");
  EXPECT_EQ(answer(text, groups),
            "[</b> ] count=3 errors=0\n"
            "[</a> ] count=2 errors=0 bytes=18446744073709551614\n"
            "[</c> ] count=1 errors=0\n"
            "others [] count=0 errors=0\ntotal [] count=6 errors=0\n3 groups\n");
}

TEST(QueryGroups, HavePercentilesWithinOnePercentOfTheRealOnes) {
  std::string text;
  for (int i = 1; i <= 1000; ++i) {
    text +=
        "time:[12/Jan/2026:10:00:00 +0000]\thost:192.0.2.1\treq:GET / HTTP/1.1\tstatus:200\t"
        "reqtime:" +
        std::to_string(i * 7 % 1000) + "." + std::to_string(100 + i % 900) + "\n";
  }
  std::vector<double> real;
  for (int i = 1; i <= 1000; ++i)
    real.push_back((i * 7 % 1000 + (100 + i % 900) / 1000.0) * 1e9);
  std::sort(real.begin(), real.end());
  GroupSpec groups = groups_by("status");
  groups.show = {Measure::kP50, Measure::kP90, Measure::kP95, Measure::kP99, Measure::kMax};
  const test::TempFile file(text);
  QuerySpec query;
  query.groups = {groups};
  const GroupRow row = test::run(file.path(), test::compiled(query)).groups.at(0).rows.at(0);
  const auto near = [&](const std::optional<std::int64_t>& value, std::size_t rank) {
    EXPECT_NEAR(static_cast<double>(value.value()), real[rank - 1], real[rank - 1] / 100) << rank;
  };
  near(row.p50, 500);
  near(row.p90, 900);
  near(row.p95, 950);
  near(row.p99, 990);
  EXPECT_EQ(row.max, static_cast<std::int64_t>(real.back() + 0.5));
}

}  // namespace
}  // namespace logscan
