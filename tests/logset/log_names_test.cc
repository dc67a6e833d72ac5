#include "logset/log_names.h"

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/random_names.h"
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

// Describes a name: "access.log number 2 .gz".
std::string read(std::string_view path) {
  const LogName name = parse_log_name(path);
  EXPECT_EQ(name.path, path);
  std::string text = name.folder + name.live;
  switch (name.rotation) {
    case LogName::Rotation::kDate:
      text += fmt::format(" day {}", name.date.day);
      for (const std::uint64_t part : name.date.parts) {
        if (part != 0) text += fmt::format(" {}", part);
      }
      break;
    case LogName::Rotation::kNumber:
      text += fmt::format(" number {}", name.number);
      break;
    case LogName::Rotation::kOld:
      text += " old";
      break;
    case LogName::Rotation::kNone:
      break;
  }
  return name.compression.empty() ? text : text + " " + name.compression;
}

TEST(LogNames, AreReadInAllForms) {
  const struct {
    std::string_view path;
    std::string_view right;
  } rows[] = {
      {"access.log", "access.log"},
      {"access.log.1", "access.log number 1"},
      {"access.log.0", "access.log number 0"},
      {"access.log.2.gz", "access.log number 2 .gz"},
      {"access.log.007", "access.log number 7"},
      {"access.log.123456789", "access.log number 123456789"},
      {"access.1.log", "access.log number 1"},
      {"access.1.log.bz2", "access.log number 1 .bz2"},
      {"access.log.old", "access.log old"},
      {"access.log.old.xz", "access.log old .xz"},
      {"access.log.gz", "access.log .gz"},
      {"access.log.lz4", "access.log .lz4"},
      {"access.log.1.Z", "access.log number 1 .Z"},
      {"access_log", "access_log"},
      {"access_log.1", "access_log number 1"},
      {"/var/log/nginx/access.log.3.zst", "/var/log/nginx/access.log number 3 .zst"},
      {"./access.log", "./access.log"},
      {"logs/2026/01/15/access.log", "logs/2026/01/15/access.log"},

      {"access.log-20260115", "access.log day 20468"},
      {"access.log-20260115.gz", "access.log day 20468 .gz"},
      {"access.log.20260115", "access.log day 20468"},
      {"access_log_20260115", "access_log day 20468"},
      {"access_log20260115", "access_log day 20468"},
      {"access-20260115.log", "access.log day 20468"},
      {"access20260115.log", "access.log day 20468"},
      {"access.log.2026-01-15", "access.log day 20468"},
      {"access.log.2026_01_15", "access.log day 20468"},
      {"access.log-2026.01.15", "access.log day 20468"},
      {"access.2026-01-15.log", "access.log day 20468"},
      {"localhost_access_log.2026-01-15.txt", "localhost_access_log.txt day 20468"},
      {"localhost_access_log2026-01-15.txt", "localhost_access_log.txt day 20468"},
      {"2026-01-15.log", ".log day 20468"},
      {"access.log.2026-01", "access.log day 20454"},
      {"access.log.202601", "access.log day 20454"},
      {"access.2026.log", "access.log day 20454"},
      {"access.log-19700101", "access.log-19700101"},
      {"access.log-20240229", "access.log day 19782"},
      {"access.log-20260229", "access.log-20260229"},

      {"access.log-2026011503", "access.log day 20468 3"},
      {"access.log-20260115-03", "access.log day 20468 3"},
      {"access.log-202601150330", "access.log day 20468 330"},
      {"access.log-20260115033015", "access.log day 20468 33015"},
      {"access.log-20260115T033015Z", "access.log day 20468 33015"},
      {"access.log.2026-01-15-03.zst", "access.log day 20468 3 .zst"},
      {"access.log.2026-01-15T03:30:15", "access.log day 20468 3 30 15"},
      {"access.log.2026-01-15_03-30-15.7", "access.log day 20468 3 30 15 7"},
      {"access.log.2026-01-15.2", "access.log day 20468 2"},
      {"access.2026-01-15.2.log.gz", "access.log day 20468 2 .gz"},
      {"access.log-20260115-1768446000", "access.log day 20468 1768446000"},
      {"access.log-1737000000", "access.log day 20104 14400"},
      {"access.log.1737000000.gz", "access.log day 20104 14400 .gz"},

      {"u_ex260115.log", "u_ex.log day 20468"},
      {"u_ex26011503.log.gz", "u_ex.log day 20468 3 .gz"},
      {"ex2601.log", "ex.log day 20454"},
      {"nc991231.log", "nc.log day 10956"},
      {"u_ex260132.log", "u_ex260132.log"},
      {"index260115.log", "index260115.log"},

      // Names that only look as if.
      {"", ""},
      {".", "."},
      {"..", ".."},
      {"/", "/"},
      {"logs/", "logs/"},
      {".1", ".1"},
      {".gz", ".gz"},
      {".old", ".old"},
      {"20260115", "20260115"},
      {"access.log.", "access.log."},
      {"access.log.1234567890123456789012", "access.log.1234567890123456789012"},
      {"access.log.1a", "access.log.1a"},
      {"access.log~", "access.log~"},
      {"access.log.2026-01-15-", "access.log.2026-01-15-"},
      {"access.log.GZ", "access.log.GZ"},
      {"E2K4.2026-01-15-03.a1b2c3d4.gz", "E2K4.2026-01-15-03.a1b2c3d4 .gz"},

      // Hostile ones.
      {"-rf.log.1", "-rf.log number 1"},
      {"a\nb.log.1", "a\nb.log number 1"},
      {"\x1b[31m.log-20260115", "\x1b[31m.log day 20468"},
      {"\xff\xfe.log.2.gz", "\xff\xfe.log number 2 .gz"},
      {std::string_view("a\0b.log.1", 9), std::string_view("a\0b.log number 1", 16)},
  };
  for (const auto& row : rows)
    EXPECT_EQ(read(row.path), row.right) << row.path;
}

TEST(LogNames, SetsComeOldestFirst) {
  const std::vector<std::string> right = {
      "a/access-20260114.log",
      "a/access.log-20260115.gz",
      "a/access.log-2026011503",
      "a/access.log.2026-01-15-04",
      "a/access.log-20260116",
      "a/access.log.12.gz",
      "a/access.log.2.gz",
      "a/access.log.1",
      "a/access.log.1.gz",
      "a/access.log.0",
      "a/access.log.old",
      "a/access.log.gz",
      "a/access.log",
      "a/error.log.1",
      "a/error.log",
      "a/u_ex251231.log",
      "a/u_ex260101.log",
      "a/b/access.log.1",
      "a/b/access.log",
      "b/access.log",
  };
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::vector<std::string> names = right;
    std::shuffle(names.begin(), names.end(), random);
    sort_oldest_first(names);
    ASSERT_THAT(names, ElementsAreArray(right));
  }
}

TEST(LogNames, ASetHasOneLiveFile) {
  const std::vector<std::string> names = {
      "access.log.1", "access.log.10.gz", "ssl_access.log",     "error.log",     "access.log",
      "access.log~",  "access.log.2.gz",  "access.log.swp",     "access.log.1a", "myaccess.log.1",
      "access.txt",   "accessxlog",       "access-20260115.log"};
  EXPECT_THAT(rotated_set(names, "access.log"),
              ElementsAre("access-20260115.log", "access.log.10.gz", "access.log.2.gz",
                          "access.log.1", "access.log"));
  EXPECT_THAT(rotated_set(names, "nothing.log"), ElementsAre());
}

// The order of any three names does not depend on how they are compared.
TEST(LogNames, OrderIsStrictAndTotal) {
  std::mt19937 random(11);
  std::vector<LogName> names;
  for (int i = 0; i < 150; ++i)
    names.push_back(parse_log_name(test::random_log_path(random)));
  for (const LogName& a : names) {
    ASSERT_FALSE(older_first(a, a)) << a.path;
    for (const LogName& b : names) {
      const bool before = older_first(a, b);
      ASSERT_EQ(before, older_first(a.path, b.path));
      ASSERT_EQ(a.path == b.path, !before && !older_first(b, a)) << a.path << ' ' << b.path;
      if (!before) continue;
      for (const LogName& c : names)
        ASSERT_TRUE(!older_first(b, c) || older_first(a, c))
            << a.path << ' ' << b.path << ' ' << c.path;
    }
  }
}

TEST(LogNames, SortingLosesNothing) {
  std::mt19937 random(13);
  for (int round = 0; round < 50; ++round) {
    std::vector<std::string> names;
    for (int i = 0; i < 40; ++i)
      names.push_back(test::random_log_path(random));
    std::vector<std::string> sorted = names;
    sort_oldest_first(sorted);
    ASSERT_TRUE(std::is_sorted(sorted.begin(), sorted.end(),
                               [](const auto& a, const auto& b) { return older_first(a, b); }));
    EXPECT_THAT(sorted, testing::UnorderedElementsAreArray(names));
  }
}

}  // namespace
}  // namespace logscan
