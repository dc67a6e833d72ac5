#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "os/place.h"
#include "state/state.h"

namespace logscan {

/// How long to wait for another run that uses a state, and what to do when it comes to that.
struct LockWait {
  std::chrono::nanoseconds longest{};
  std::function<void()> on_wait;
};

/// The file that holds a state, locked for as long as this lives. The lock is the file beside it,
/// FILE.lock, which stays. Nothing is read or written through a symbolic link in the file's place,
/// or through one of another user on the way there.
class StateFile {
 public:
  /// Throws StateError.
  StateFile(const std::string& path, const LockWait& patience);

  /// Nullopt where there is none. Throws StateError.
  std::optional<State> load() const;

  /// Replaces it in one step, and comes back when that will outlast a loss of power. Only its owner
  /// may read it. Throws StateError, and the old one is whole then.
  void store(const State& state) const;

 private:
  Place place_;
  Descriptor lock_;
};

/// Whether a path is that of a state, of its lock, or of a new one that is being written.
bool is_of_state(const std::string& state_path, const std::string& path);

}  // namespace logscan
