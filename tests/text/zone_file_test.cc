#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/time_zone.h"
#include "text/zone_rules.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

constexpr std::int64_t kFirst = -10'000'000'000;

using Changes = std::vector<ZoneChange>;

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i)
    text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

/// A file of version 2, to be spoilt.
struct File {
  std::string magic = "TZif";
  char version = '2';
  std::vector<std::pair<std::int64_t, unsigned>> times = {};  // and their types
  std::vector<std::int32_t> offsets = {0};
  std::string footer = "\n\n";

  std::string header(std::uint64_t time_count, std::uint64_t type_count) const {
    return magic + version + std::string(15, '\0') + number(1, 4) + number(1, 4) + number(0, 4) +
           number(time_count, 4) + number(type_count, 4) + number(4, 4);
  }

  /// Starts with 32-bit data, as wrong as can be.
  std::string bytes() const {
    std::string text = header(2, 1) + std::string(2 * 5 + 6 + 4 + 2, '\xff');
    text += header(times.size(), offsets.size());
    for (const auto& [time, type] : times)
      text += number(static_cast<std::uint64_t>(time), 8);
    for (const auto& [time, type] : times)
      text += static_cast<char>(type);
    for (const std::int32_t offset : offsets)
      text += number(static_cast<std::uint32_t>(offset), 4) + std::string(2, '\0');
    return text + std::string("ABC\0\1\1", 6) + footer;
  }
};

/// Reads from memory of exactly the size, so that a sanitizer detects reads past the end.
std::optional<Changes> read(std::string_view bytes) {
  const auto copy = std::make_unique<char[]>(bytes.size());
  bytes.copy(copy.get(), bytes.size());
  return read_zone_file({copy.get(), bytes.size()});
}

std::optional<Changes> read(const File& file) {
  return read(file.bytes());
}

TEST(ZoneFile, ReadsChanges) {
  File file;
  EXPECT_EQ(read(file), (Changes{{kFirst, 0}}));
  file.offsets = {3208, 3600, 7200};
  file.times = {{-100, 1}, {0, 2}, {86400, 1}};
  EXPECT_EQ(read(file), (Changes{{kFirst, 3208}, {-100, 3600}, {0, 7200}, {86400, 3600}}));
  file.version = '3';
  EXPECT_TRUE(read(file));
}

TEST(ZoneFile, LeavesOutWhatChangesNoClock) {
  File file;
  file.offsets = {3600, 3600, 7200};
  file.times = {{kFirst - 5, 2}, {kFirst, 0}, {1, 1}, {2, 2}, {3, 2}, {4, 1}};
  EXPECT_EQ(read(file), (Changes{{kFirst, 3600}, {2, 7200}, {4, 3600}}));
}

// A file as zic writes it today: no change is listed after the one that started the rule.
TEST(ZoneFile, FollowsTheRuleForLaterYears) {
  File file;
  file.offsets = {3208, 3600, 7200};
  file.times = {{828234000, 2}, {846378000, 1}};  // 1996-03-31T01:00Z and 1996-10-27T01:00Z
  file.footer = "\nCET-1CEST,M3.5.0,M10.5.0/3\n";
  const std::optional<Changes> changes = read(file);
  ASSERT_TRUE(changes);
  ASSERT_EQ(changes->size(), 3 + 2 * (kLastRuleYear - 1996));
  const ZoneChange spring{859683600, 7200};  // 1997-03-30T01:00Z
  EXPECT_EQ((*changes)[3], spring);
  const ZoneChange autumn{2234998800, 3600};  // 2040-10-28T01:00Z
  EXPECT_EQ((*changes)[2 + 2 * (2040 - 1996)], autumn);
  EXPECT_EQ(local_time(changes->back().from, 0).year, kLastRuleYear);

  // The last change is of letters alone, and still nothing before it is by the rule.
  file.times.push_back({1000000000, 1});  // 2001-09-09
  const std::optional<Changes> later = read(file);
  ASSERT_TRUE(later);
  EXPECT_EQ(later->size(), 3 + 2 * (kLastRuleYear - 2001));
}

TEST(ZoneFile, FollowsARuleFromTheStart) {
  File file;
  file.footer = "\nAAA0BBB,M3.5.0,M10.5.0\n";
  const std::optional<Changes> changes = read(file);
  ASSERT_TRUE(changes);
  EXPECT_GT(changes->size(), 1000u);
  EXPECT_EQ(local_time((*changes)[1].from, 0).year, 1653);
  // Summer from New Year to New Year.
  file.footer = "\nAAA0BBB,0/0,J365/25\n";
  const std::optional<Changes> summer = read(file);
  ASSERT_TRUE(summer);
  ASSERT_EQ(summer->size(), 3u);
  EXPECT_EQ((*summer)[1].offset, 3600);
}

TEST(ZoneFile, RefusesEveryPart) {
  File file;
  file.offsets = {3600, 7200};
  file.times = {{0, 1}, {86400, 0}};
  file.footer = "\nCET-1CEST,M3.5.0,M10.5.0/3\n";
  const std::string whole = file.bytes();
  ASSERT_TRUE(read(whole));
  for (std::size_t size = 0; size < whole.size(); ++size)
    ASSERT_FALSE(read(std::string_view(whole).substr(0, size))) << size;
}

TEST(ZoneFile, RefusesSillyCounts) {
  File file;
  file.times = {{0, 0}};
  const std::string whole = file.bytes();
  const std::size_t second = whole.find("TZif", 1);
  for (const std::size_t header : {std::size_t{0}, second}) {
    for (std::size_t i = 0; i < 6; ++i) {
      for (const std::uint64_t count : {10ull, 0x10000ull, 0x7fffffffull, 0xffffffffull}) {
        std::string bytes = whole;
        bytes.replace(header + 20 + 4 * i, 4, number(count, 4));
        EXPECT_FALSE(read(bytes)) << header << ' ' << i << ' ' << count;
      }
    }
  }
  // With all bytes that are announced, but no type, or a leap second.
  EXPECT_FALSE(read(File{.offsets = {}}));
  std::string leap = File().bytes();
  leap.replace(second + 28, 4, number(1, 4));
  leap.insert(leap.size() - 4, 12, '\0');
  EXPECT_FALSE(read(leap));
}

TEST(ZoneFile, RefusesWrongValues) {
  const auto with_times = [](std::vector<std::pair<std::int64_t, unsigned>> times) {
    return File{.times = std::move(times)};
  };
  const auto with_offset = [](std::int32_t offset) { return File{.offsets = {offset}}; };
  EXPECT_FALSE(read(File{.magic = "TZiF"}));
  EXPECT_FALSE(read(File{.version = '\0'}));
  EXPECT_FALSE(read(with_times({{0, 1}})));
  EXPECT_FALSE(read(with_times({{0, 255}})));
  EXPECT_FALSE(read(with_times({{5, 0}, {5, 0}})));
  EXPECT_FALSE(read(with_times({{5, 0}, {4, 0}})));
  EXPECT_FALSE(read(with_times({{kFarthestMoment + 1, 0}})));
  EXPECT_FALSE(read(with_times({{std::numeric_limits<std::int64_t>::max(), 0}})));
  EXPECT_TRUE(read(with_times({{std::numeric_limits<std::int64_t>::min(), 0}})));
  EXPECT_TRUE(read(with_times({{kFarthestMoment, 0}})));
  EXPECT_TRUE(read(with_offset(86399)));
  EXPECT_TRUE(read(with_offset(-86399)));
  EXPECT_FALSE(read(with_offset(86400)));
  EXPECT_FALSE(read(with_offset(-86400)));
  EXPECT_FALSE(read(with_offset(std::numeric_limits<std::int32_t>::min())));
  for (const char* footer : {"", "\n", "\nUTC0", "UTC0\n", "\nnonsense\n"})
    EXPECT_FALSE(read(File{.footer = footer})) << footer;
}

TEST(ZoneFile, IsInOrderWhateverTheBytes) {
  File file;
  file.offsets = {3600, 7200};
  file.times = {{0, 1}, {86400, 0}};
  file.footer = "\nCET-1CEST,M3.5.0,M10.5.0/3\n";
  const std::string whole = file.bytes();
  std::mt19937_64 random(3);
  int read_count = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string bytes = whole;
    for (std::uint64_t i = random() % 3 + 1; i > 0; --i)
      bytes[random() % bytes.size()] = static_cast<char>(random() % 2 ? random() : random() % 64);
    const std::optional<Changes> changes = read(bytes);
    if (!changes) continue;
    ++read_count;
    for (std::size_t i = 1; i < changes->size(); ++i) {
      ASSERT_LT((*changes)[i - 1].from, (*changes)[i].from) << round;
      ASSERT_NE((*changes)[i - 1].offset, (*changes)[i].offset) << round;
    }
  }
  EXPECT_GT(read_count, 200);
}

}  // namespace
}  // namespace logscan
