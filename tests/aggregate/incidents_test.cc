#include "aggregate/incidents.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kFrom = 1'768'212'000;

/// Counts as a run has them: an hour with a hundred requests a minute, one of them a 404 of a
/// client of its own.
class Log {
 public:
  Log() {
    summary_.timeline.from = {kFrom, 120};
    summary_.timeline.requests.assign(60, 100);
    for (int minute = 0; minute < 60; ++minute) {
      minutes_.add(kFrom / 60 + minute, 99, 0);
      add(404, minute, 1, "/missing", "192.0.2." + std::to_string(minute));
    }
  }

  void add(StatusCode status, int minute, std::uint64_t count, const std::string& path,
           const std::string& client) {
    minutes_.add(kFrom / 60 + minute, count, count);
    for (std::uint64_t i = 0; i < count; ++i)
      statuses_.add(status - 400U, kFrom + minute * 60);
    statuses_.finish();
    (status >= 500 ? summary_.status.server_errors : summary_.status.client_errors) += count;
    ErrorSummary& error = error_of(status);
    error.count += count;
    add_key(path, count, error.paths);
    add_key(client, count, error.clients);
  }

  ErrorSummary& error_of(StatusCode status) {
    for (ErrorSummary& error : summary_.top_errors) {
      if (error.status == status) return error;
    }
    summary_.top_errors.emplace_back().status = status;
    return summary_.top_errors.back();
  }

  std::vector<Incident> incidents() const { return find_incidents(minutes_, statuses_, summary_); }

 private:
  static void add_key(const std::string& key, std::uint64_t count, std::vector<KeyCount>& keys) {
    for (KeyCount& known : keys) {
      if (known.key == key) {
        known.count += count;
        return;
      }
    }
    keys.push_back({key, count});
  }

  MinuteCounts minutes_;
  StatusMinutes statuses_;
  Summary summary_;
};

TEST(Incidents, HaveTheTimesOfTheTimeline) {
  Log log;
  EXPECT_THAT(log.incidents(), IsEmpty());
  log.add(503, 30, 60, "/checkout", "192.0.2.200");
  log.add(503, 31, 90, "/checkout", "192.0.2.200");
  const std::vector<Incident> incidents = log.incidents();
  ASSERT_THAT(incidents, SizeIs(1));
  const Incident& incident = incidents[0];
  EXPECT_EQ(incident.start, (LogTime{kFrom + 30 * 60, 120}));
  EXPECT_EQ(incident.end, (LogTime{kFrom + 32 * 60, 120}));
  EXPECT_FALSE(incident.is_ongoing);
  EXPECT_FALSE(incident.is_of_server);
  EXPECT_FALSE(incident.is_by_count);
  EXPECT_EQ(incident.requests, 350U);
  EXPECT_EQ(incident.errors, 152U);
  EXPECT_EQ(incident.usual_errors, 4U);  // 1 %
  EXPECT_EQ(incident.peak, (LogTime{kFrom + 31 * 60, 120}));
  EXPECT_EQ(incident.peak_seconds, 60U);
  EXPECT_EQ(incident.peak_requests, 190U);
  EXPECT_EQ(incident.peak_errors, 91U);
  EXPECT_EQ(incident.status, 503);
  EXPECT_EQ(incident.path, "/checkout");
  EXPECT_EQ(incident.client, "192.0.2.200");
}

TEST(Incidents, MayLastUntilTheEndOfTheLog) {
  Log log;
  log.add(503, 59, 60, "/", "a");
  const std::vector<Incident> incidents = log.incidents();
  ASSERT_THAT(incidents, SizeIs(1));
  EXPECT_TRUE(incidents[0].is_ongoing);
}

// Paths are counted without times, so those outside of the incident could all be on the first.
TEST(Incidents, NameWhatTheCountsProve) {
  Log log;
  log.add(503, 30, 100, "/checkout", "a");
  log.add(503, 30, 1, "/cart", "b");
  log.add(503, 5, 4, "/checkout", "c");
  const auto cause = [&] { return log.incidents().at(0); };
  EXPECT_EQ(cause().path, "/checkout");
  EXPECT_EQ(cause().client, "a");
  log.error_of(503).paths[0].count = 55;  // of which 51 are within it at least
  EXPECT_EQ(cause().path, "/checkout");
  log.error_of(503).paths[0].count = 54;
  EXPECT_EQ(cause().path, std::nullopt);
  EXPECT_EQ(cause().client, "a");
  log.error_of(503).error_bound = 50;
  EXPECT_EQ(cause().client, std::nullopt);
  EXPECT_EQ(cause().status, 503);
  log.add(500, 30, 102, "/", "a");
  EXPECT_EQ(cause().status, std::nullopt);
}

TEST(Incidents, OfTheServerStandOutAmongManyOfClients) {
  Log log;
  for (int minute = 0; minute < 60; ++minute)
    log.add(404, minute, 50, "/missing", "a");
  log.add(502, 20, 8, "/api", "b");
  log.add(502, 21, 8, "/api", "c");
  const std::vector<Incident> incidents = log.incidents();
  ASSERT_THAT(incidents, SizeIs(1));
  EXPECT_TRUE(incidents[0].is_of_server);
  EXPECT_EQ(incidents[0].errors, 16U);
  EXPECT_EQ(incidents[0].requests, 316U);
  EXPECT_EQ(incidents[0].usual_errors, 0U);
  EXPECT_EQ(incidents[0].status, 502);
  EXPECT_EQ(incidents[0].path, "/api");
  EXPECT_EQ(incidents[0].client, std::nullopt);
}

TEST(Incidents, ComeWithTheMostErrorsFirst) {
  Log log;
  log.add(503, 10, 60, "/", "a");
  log.add(503, 30, 90, "/", "a");
  log.add(503, 50, 60, "/", "a");
  const std::vector<Incident> incidents = log.incidents();
  ASSERT_THAT(incidents, SizeIs(3));
  EXPECT_EQ(incidents[0].start.seconds, kFrom + 30 * 60);
  EXPECT_EQ(incidents[1].start.seconds, kFrom + 10 * 60);
  EXPECT_EQ(incidents[2].start.seconds, kFrom + 50 * 60);
}

TEST(Incidents, AreJudgedByCountWhereAllRequestsAreErrors) {
  MinuteCounts minutes;
  StatusMinutes statuses;
  Summary summary;
  for (int minute = 0; minute < 120; ++minute) {
    const std::uint64_t count = minute == 60 ? 50 : 2;
    minutes.add(kFrom / 60 + minute, count, count);
    summary.status.client_errors += count;
  }
  minutes.add(0, 1, 1);  // a stray date
  summary.timeline = minutes.timeline(0);
  ASSERT_EQ(summary.timeline.before, 1U);
  const std::vector<Incident> incidents = find_incidents(minutes, statuses, summary);
  ASSERT_THAT(incidents, SizeIs(1));
  EXPECT_TRUE(incidents[0].is_by_count);
  EXPECT_EQ(incidents[0].start.seconds, kFrom + 60 * 60);
  EXPECT_EQ(incidents[0].errors, 50U);
  EXPECT_EQ(incidents[0].usual_errors, 2U);
}

}  // namespace
}  // namespace logscan
