#pragma once

#include <cstdint>
#include <string_view>

#include "gen/random.h"

namespace logscan::gen {

struct Story;

/// A request that fails.
struct Failure {
  static constexpr std::uint32_t kAnyone = ~std::uint32_t{0};

  int status;
  std::uint32_t path;       ///< The number of an error path.
  std::uint32_t client;     ///< The number of a client, or kAnyone.
  std::string_view method;  ///< Empty for any method.
};

/// Decides which requests fail, and how. Errors come in episodes, each with a cause (a scanner, a
/// service that is down, ...) that determines status, paths and clients. A quarter of the errors is
/// scattered. A long log has almost exactly the requested shares.
class ErrorStream {
 public:
  /// The shares are in millionths, together at most 10^6; `lines` is the approximate length of the
  /// log.
  ErrorStream(std::uint32_t client_ppm, std::uint32_t server_ppm, std::uint32_t paths,
              std::uint64_t lines);

  /// Returns whether the next request fails, and sets `failure` if so.
  bool next(Rng& rng, Failure& failure);

 private:
  /// The errors of a class that are due. An episode starts as soon as enough are due.
  struct Due {
    std::int64_t ppm;
    std::int64_t amount = 0;    ///< Millionths of an error.
    std::uint32_t episode = 0;  ///< The errors of the next episode; 0 if not drawn yet.
  };

  void begin_episode(Rng& rng, bool server);
  Failure from_episode(Rng& rng);
  Failure scattered(Rng& rng, bool server);
  std::uint32_t popular(Rng& rng, bool server) const;
  std::uint32_t sweep();

  Due client_;
  Due server_;
  std::uint32_t ppm_;
  std::uint32_t paths_;
  bool always_sweep_;
  std::uint32_t longest_client_;
  std::uint32_t longest_server_;
  std::uint32_t swept_;  ///< The next path of the sweep.

  const Story* story_ = nullptr;  ///< The current episode, or null.
  std::uint32_t left_ = 0;
  std::uint32_t intensity_ = 0;
  std::uint32_t base_path_ = 0;
  std::uint32_t base_client_ = 0;
};

}  // namespace logscan::gen
