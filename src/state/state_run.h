#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "logscan/aggregate.h"
#include "state/state.h"
#include "state/state_file.h"

namespace logscan {

/// One run with a state, from its lock to its commit. What it reads is a window; it is committed
/// when it has been delivered, and until then every run gets the same one (I18). Every step throws
/// StateError when the state cannot be read or written; the file is whole then, old or new.
class StateRun {
 public:
  /// Locks and reads the state.
  StateRun(const std::string& path, const LockWait& patience);

  /// The logs of which lines were counted, by their paths from the root.
  std::vector<std::string> known_logs() const;

  /// Whether lines of a log, of which this is a file, were counted in windows before.
  bool knew(const std::string& path) const;

  /// The window that was read before and is not committed, or a new one of what has come in the
  /// logs since the last. `now` is RFC 3339. A window that is held stays until somebody says
  /// commit() or roll_back() without reading. Also throws what collect() does, and MemoryError
  /// where the query wants exact rows, and those of all windows do not fit: then nothing is
  /// stored, and the next run reads these lines again.
  void read(const LogFiles& files, const EngineOptions& options, const std::string& now, bool hold);

  /// Behind read().
  const Window& window() const { return *window_; }
  bool is_repeated() const { return repeated_; }
  const Aggregate& findings() const { return *findings_; }  ///< of the window
  const Aggregate& all();                                   ///< and of all before, too

  const std::optional<Window>& pending() const { return state_.pending; }
  bool is_new() const { return is_new_; }  ///< there was no state

  /// The window is delivered: the next one begins behind it.
  void commit();
  /// The pending window is not wanted: its lines come again.
  void roll_back();

 private:
  void repeat(bool hold);
  void read_new(const LogFiles& files, const EngineOptions& options, const std::string& now,
                bool hold);
  void check_spec(const QuerySpec& spec) const;
  void add_up();

  const std::string path_;
  const StateFile file_;
  bool is_new_ = false;
  State state_;
  std::set<std::string> counted_;  ///< keys of logs of which lines were counted before
  std::optional<Window> window_;
  bool repeated_ = false;
  std::optional<Aggregate> findings_;
  std::optional<Aggregate> all_;  ///< nullopt: not needed yet, or the window's alone
};

}  // namespace logscan
