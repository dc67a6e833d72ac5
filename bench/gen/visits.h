#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "gen/clock.h"
#include "gen/errors.h"
#include "gen/layout.h"
#include "gen/options.h"
#include "gen/paths.h"
#include "gen/population.h"
#include "gen/random.h"
#include "gen/skew.h"

namespace logscan::gen {

/// A request to the imaginary site.
struct Visit {
  Entry entry;  ///< Valid until the next visit.
  int status = 0;
  std::uint32_t error_path = 0;  ///< The number of the path, if the status is an error.
  std::uint32_t client = 0;      ///< The number of the client.
};

/// The requests of a log, in order.
class Visits {
 public:
  Visits(const Options& options, const Population& people);

  const Visit& next(Rng& rng);

  /// Returns a request that fails as `failure` says, at the time of the previous one.
  const Visit& failed(Rng& rng, const Failure& failure);

 private:
  void choose_visitor(Rng& rng, std::uint32_t client);
  void succeed(Rng& rng);
  void fail(Rng& rng, const Failure& failure);
  bool incident_strikes(Rng& rng, Failure& failure);
  void set_status(int status);

  const Population& people_;
  Clock clock_;
  ErrorStream errors_;
  Skew clients_;
  Skew pages_;
  Skew agents_;
  Skew referers_;
  StringTable queries_;
  std::uint32_t different_clients_;  ///< The number of clients that take turns, or 0.
  std::uint32_t turn_ = 0;
  std::uint64_t incident_from_;
  std::uint64_t incident_to_;
  int incident_status_;
  std::uint64_t line_ = 0;
  std::array<char, 3000> status_texts_;
  std::array<char, kPathRoom> path_room_;
  std::array<char, kAddressRoom> client_room_;
  std::array<char, 128> forwarded_room_;
  Visit visit_;
};

}  // namespace logscan::gen
