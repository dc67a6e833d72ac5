#include "aggregate/unusual_stretches.h"

#include <random>
#include <string>
#include <vector>

#include "support/random_rates.h"
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using ::testing::IsEmpty;
using testing::kWorldStart;
using testing::random_minutes;
using testing::RateIncident;
using testing::RateWorld;
using ::testing::SizeIs;

std::vector<UnusualStretch> find(const std::vector<TimeCell>& cells,
                                 ErrorRate of = ErrorRate::kOfRequests) {
  return find_unusual_stretches(cells, 60, of);
}

// Two hours with ten requests a minute, one error in two minutes.
std::vector<TimeCell> quiet() {
  std::vector<TimeCell> cells;
  for (std::int64_t i = 0; i < 120; ++i)
    cells.push_back({kWorldStart + i, 10, static_cast<std::uint64_t>(i % 2)});
  return cells;
}

TEST(UnusualStretches, AreNoneWhereNothingHappens) {
  EXPECT_THAT(find({}), IsEmpty());
  EXPECT_THAT(find(quiet()), IsEmpty());
  std::vector<TimeCell> cells = quiet();
  for (TimeCell& cell : cells)
    cell.errors = 0;
  EXPECT_THAT(find(cells), IsEmpty());
  for (TimeCell& cell : cells)
    cell.errors = cell.requests;
  EXPECT_THAT(find(cells), IsEmpty());
}

TEST(UnusualStretches, HaveAStartAnEndAndAPeak) {
  std::vector<TimeCell> cells = quiet();
  for (std::size_t i = 30; i < 40; ++i)
    cells[i].errors = i == 34 ? 10 : 7;
  const std::vector<UnusualStretch> found = find(cells);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].first, kWorldStart + 30);
  EXPECT_EQ(found[0].last, kWorldStart + 39);
  EXPECT_EQ(found[0].requests, 100U);
  EXPECT_EQ(found[0].errors, 73U);
  EXPECT_NEAR(found[0].usual_errors, 5, 0.1);
  EXPECT_EQ(found[0].peak_first, kWorldStart + 30);  // five minutes stand out, not one
  EXPECT_EQ(found[0].peak_last, kWorldStart + 34);
  EXPECT_EQ(found[0].peak_requests, 50U);
  EXPECT_EQ(found[0].peak_errors, 38U);
}

TEST(UnusualStretches, NeedMoreRequestsToFailAndNotMoreRequests) {
  std::vector<TimeCell> cells = quiet();
  for (std::size_t i = 30; i < 60; ++i)
    cells[i] = {cells[i].index, 1000, 50};
  EXPECT_THAT(find(cells), IsEmpty());
}

TEST(UnusualStretches, NeedTenErrorsMoreThanUsual) {
  std::vector<TimeCell> cells = quiet();
  for (TimeCell& cell : cells)
    cell.errors = 0;
  cells[30].errors = 9;
  EXPECT_THAT(find(cells), IsEmpty());
  cells[30].errors = 10;
  EXPECT_THAT(find(cells), SizeIs(1));
}

TEST(UnusualStretches, NeedSevenOtherTimesToKnowWhatIsUsual) {
  std::vector<TimeCell> cells = quiet();
  cells.resize(8);
  cells[3] = {cells[3].index, 100, 90};
  EXPECT_THAT(find(cells), SizeIs(1));
  cells.resize(7);
  EXPECT_THAT(find(cells), IsEmpty());
}

TEST(UnusualStretches, JoinWhatIsCloseTogether) {
  std::vector<TimeCell> cells = quiet();
  for (const std::size_t i : {30U, 33U, 80U})
    cells[i].errors = 10;
  const std::vector<UnusualStretch> found = find(cells);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].first, kWorldStart + 30);
  EXPECT_EQ(found[0].last, kWorldStart + 33);
  EXPECT_EQ(found[1].first, kWorldStart + 80);
}

TEST(UnusualStretches, FindWhatNoMinuteShows) {
  // One request a minute fails for an hour, of two; usually one in fifty.
  std::vector<TimeCell> cells;
  for (std::int64_t i = 0; i < 1440; ++i)
    cells.push_back({kWorldStart + i, 2, i % 25 == 0 ? 1U : 0U});
  for (std::size_t i = 600; i < 660; ++i)
    cells[i].errors = 1;
  const std::vector<UnusualStretch> found = find(cells);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_NEAR(static_cast<double>(found[0].first - kWorldStart), 600, 5);
  EXPECT_NEAR(static_cast<double>(found[0].last - kWorldStart), 659, 5);
}

TEST(UnusualStretches, KnowWhatIsUsualAtAnHour) {
  std::vector<TimeCell> cells;
  for (std::int64_t i = 0; i < 5 * 1440; ++i) {
    const bool is_night = i % 1440 < 120;
    cells.push_back({kWorldStart + i, is_night ? 20U : 200U, is_night ? 6U : 2U});
  }
  EXPECT_THAT(find(cells), IsEmpty());
  for (std::size_t i = 3 * 1440 + 30; i < 3 * 1440 + 60; ++i)
    cells[i].errors = 18;  // in one of the nights
  const std::vector<UnusualStretch> found = find(cells);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].first, kWorldStart + 3 * 1440 + 30);
  EXPECT_EQ(found[0].last, kWorldStart + 3 * 1440 + 59);
  EXPECT_NEAR(found[0].usual_errors, 180, 1);
}

TEST(UnusualStretches, AreUsualIfThereAreMany) {
  std::vector<TimeCell> cells;
  for (std::int64_t i = 0; i < 1440; ++i) {
    const bool is_crawler = i % 72 < 5;  // 20 times a day
    cells.push_back(
        {kWorldStart + i, 100, is_crawler ? 10U + static_cast<std::uint64_t>(i / 72) : 1U});
  }
  EXPECT_THAT(find(cells), IsEmpty());
  for (std::size_t i = 1000; i < 1020; ++i)
    cells[i].errors = 90;
  const std::vector<UnusualStretch> found = find(cells);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].first, kWorldStart + 1000);
}

TEST(UnusualStretches, CountWhereAllRequestsAreErrors) {
  std::vector<TimeCell> cells;
  for (std::int64_t i = 0; i < 120; ++i)
    cells.push_back({kWorldStart + i, i % 5 == 0 ? 0U : 2U, i % 5 == 0 ? 0U : 2U});
  cells[61] = {cells[61].index, 30, 30};
  const std::vector<UnusualStretch> found = find(cells, ErrorRate::kOfTime);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].first, kWorldStart + 61);
  EXPECT_NEAR(found[0].usual_errors, 1.6, 0.1);
  EXPECT_THAT(find(cells), IsEmpty());
}

/// What many made-up logs give, one incident in each.
struct Found {
  int logs = 0;
  int found = 0;       ///< of the incidents
  double covered = 0;  ///< part of the time of those found
  int others = 0;      ///< stretches apart from the incident

  std::string text() const {
    return fmt::format("{} of {} found, covering {:.0f} %, {} others", found, logs,
                       found == 0 ? 0 : 100 * covered / found, others);
  }
};

Found simulate(const RateWorld& world, int minutes, double rate, int logs, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Found all{logs};
  for (int i = 0; i < logs; ++i) {
    RateIncident incident{0, minutes, rate};
    incident.start =
        static_cast<int>(random() % static_cast<std::uint64_t>(world.days * 1440 - minutes));
    const std::int64_t start = kWorldStart + incident.start;
    std::int64_t overlap = 0;
    for (const UnusualStretch& stretch : find(random_minutes(world, random, incident))) {
      const std::int64_t from = std::max(stretch.first, start);
      const std::int64_t to = std::min(stretch.last + 1, start + minutes);
      overlap += std::max<std::int64_t>(to - from, 0);
      all.others += to <= from;
    }
    all.found += overlap > 0;
    if (minutes > 0) all.covered += static_cast<double>(overlap) / minutes;
  }
  return all;
}

// The figures of docs/incidents.md come from these tests: they print them.
TEST(UnusualStretches, AreRarelyFalse) {
  struct Row {
    const char* name;
    RateWorld world;
    int most;  ///< stretches in a hundred logs without any incident
  };
  const Row rows[] = {
      {"a day, independent errors", {1, 50, 0.02, 0, 0, 0, 0}, 1},
      {"a day, independent errors, 20 %", {1, 500, 0.2, 0, 0, 0, 0}, 1},
      {"a day, 5 a minute", {1, 5, 0.02, 0.8, 0.3, 0.3, 0.2}, 50},
      {"a day, 50 a minute", {1, 50}, 15},
      {"a day, 500 a minute", {1, 500, 0.02, 0.8, 0.3, 0.3, 20}, 15},
      {"a week, 50 a minute", {7, 50}, 40},
  };
  for (const Row& row : rows) {
    const Found found = simulate(row.world, 0, 0, 100, 1);
    EXPECT_LE(found.others, row.most) << row.name;
    fmt::print("{}: {} others\n", row.name, found.others);
  }
}

TEST(UnusualStretches, FindIncidentsOfMadeUpLogs) {
  struct Row {
    int minutes;
    double rate;
    double requests_a_minute;
    int least;  ///< found of a hundred
    int most;   ///< others
  };
  const Row rows[] = {{1, 0.5, 500, 60, 10},  {5, 0.5, 50, 70, 10},    {5, 0.2, 500, 80, 10},
                      {15, 0.5, 5, 65, 50},   {15, 0.5, 50, 90, 10},   {15, 0.2, 50, 80, 10},
                      {15, 0.2, 500, 90, 10}, {60, 0.5, 5, 90, 50},    {60, 0.2, 5, 70, 50},
                      {60, 0.2, 50, 90, 10},  {60, 0.06, 500, 40, 10}, {240, 0.2, 50, 90, 10}};
  for (const Row& row : rows) {
    RateWorld world;
    world.requests_a_minute = row.requests_a_minute;
    world.crawlers_an_hour = row.requests_a_minute / 25;
    const Found found = simulate(world, row.minutes, row.rate, 100, 2);
    const std::string name = fmt::format("{} minutes at {:.0f} %, {} requests a minute",
                                         row.minutes, row.rate * 100, row.requests_a_minute);
    EXPECT_GE(found.found, row.least) << name;
    EXPECT_LE(found.others, row.most) << name;
    fmt::print("{}: {}\n", name, found.text());
  }
}

}  // namespace
}  // namespace logscan
