#pragma once

#include <cstdint>
#include <string_view>

#include "gen/random.h"

namespace logscan::gen {

struct Story;

/// One request that fails.
struct Failure {
  static constexpr std::uint32_t kAnyone = ~std::uint32_t{0};

  int status;
  std::uint32_t path;       ///< number of an error path
  std::uint32_t client;     ///< number of a client, or kAnyone
  std::string_view method;  ///< empty: any
};

/// Decides which requests fail, and how. Errors come in episodes, each with a cause (a scanner at
/// work, a service that is down, ...) that settles status, paths and clients; a quarter comes
/// evenly. Over a long log the shares asked for are met closely.
class ErrorStream {
 public:
  /// Shares in millionths, together at most 10^6; `lines` is how long the log will be, about.
  ErrorStream(std::uint32_t client_ppm, std::uint32_t server_ppm, std::uint32_t paths,
              std::uint64_t lines);

  /// Whether the next request fails; then `failure` says how.
  bool next(Rng& rng, Failure& failure);

 private:
  /// Errors of a class that are due, in millionths, and when enough are due for an episode.
  struct Due {
    std::int64_t ppm;
    std::int64_t amount = 0;
    std::uint32_t episode = 0;  ///< how many errors the next episode has; 0: not drawn yet
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
  std::uint32_t swept_;  ///< the next path to be taken in turn

  const Story* story_ = nullptr;  ///< null: no episode is under way
  std::uint32_t left_ = 0;
  std::uint32_t intensity_ = 0;
  std::uint32_t base_path_ = 0;
  std::uint32_t base_client_ = 0;
};

}  // namespace logscan::gen
