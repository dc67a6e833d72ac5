#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "os/place.h"
#include "state/state.h"

namespace logscan {

/// How long to wait for another run that uses the state, and what to do when waiting starts.
struct LockWait {
  std::chrono::nanoseconds longest{};
  std::function<void()> on_wait;
};

/// A state file, locked as long as this object lives. The lock is a file beside it, FILE.lock,
/// which is never removed. Nothing is read or written through a symbolic link in place of the file,
/// or through a link of another user in its path.
class StateFile {
 public:
  /// Locks the state. Throws StateError.
  StateFile(const std::string& path, const LockWait& wait);

  /// Reads the state; nullopt if there is none. Its results are parts of the file, which stays open
  /// with them. Throws StateError.
  std::optional<State> load() const;

  /// Replaces the file atomically, and returns when the new state would survive a loss of power.
  /// Only its owner may read it. Throws StateError, and SpillError for results that cannot be read
  /// back; the old state is then intact.
  void store(const State& state) const;

 private:
  Place place_;
  Descriptor lock_;
};

/// Returns whether a path is that of a state, of its lock, or of a new state being written.
bool is_of_state(const std::string& state_path, const std::string& path);

}  // namespace logscan
