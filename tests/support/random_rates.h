#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "aggregate/minute_counts.h"

namespace logscan::testing {

/// How requests and errors come about in a made-up log. Traffic and error rate swing with the time
/// of day, in opposite directions; the rate drifts up and down; crawlers ask for what is not there,
/// a few times in a row.
struct RateWorld {
  int days = 1;
  double requests_a_minute = 50;
  double rate = 0.02;
  double traffic_swing = 0.8;
  double rate_swing = 0.3;
  double drift = 0.3;           ///< standard deviation of the rate's logarithm
  double crawlers_an_hour = 2;  ///< each with five errors on average
};

/// Minutes with another error rate.
struct RateIncident {
  int start = 0;
  int minutes = 0;
  double rate = 0;
};

constexpr std::int64_t kWorldStart = 20'000 * 1440;  ///< a minute that begins a day

/// Returns the minutes of a log from kWorldStart on. Without length, there is no incident.
inline std::vector<TimeCell> random_minutes(const RateWorld& world, std::mt19937_64& random,
                                            const RateIncident& incident = {}) {
  std::vector<TimeCell> cells;
  std::normal_distribution<double> normal;
  double drift = 0;
  for (int i = 0; i < world.days * 1440; ++i) {
    const double phase = std::sin(2 * M_PI * (i % 1440) / 1440.0);
    drift = 0.9 * drift + std::sqrt(1 - 0.81) * normal(random);
    double rate = world.rate * (1 - world.rate_swing * phase) *
                  std::exp(world.drift * drift - world.drift * world.drift / 2);
    if (i >= incident.start && i < incident.start + incident.minutes) rate = incident.rate;
    std::poisson_distribution<std::uint64_t> requests(world.requests_a_minute *
                                                      (1 + world.traffic_swing * phase));
    TimeCell cell{kWorldStart + i, requests(random), 0};
    std::binomial_distribution<std::uint64_t> errors(cell.requests, std::min(rate, 1.0));
    cell.errors = errors(random);
    if (world.crawlers_an_hour > 0) {
      std::poisson_distribution<int> crawlers(world.crawlers_an_hour / 60);
      std::geometric_distribution<std::uint64_t> misses(0.2);
      for (int n = crawlers(random); n > 0; --n) {
        const std::uint64_t some = 1 + misses(random);
        cell.requests += some;
        cell.errors += some;
      }
    }
    if (cell.requests > 0) cells.push_back(cell);
  }
  return cells;
}

}  // namespace logscan::testing
