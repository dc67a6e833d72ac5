#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "logscan/aggregate.h"
#include "state/state.h"
#include "state/state_file.h"

namespace logscan {

/// One run with a state, from locking to commit. The data that it reads is a window. A window is
/// committed once it has been delivered; until then, every run gets the same window (I18). Every
/// step throws StateError if the state cannot be read or written; the file is then intact, old or
/// new.
class StateRun {
 public:
  /// Locks and reads the state. Exact rows that exceed the memory go to temporary files in
  /// `spill_folder`; without one, the steps throw MemoryError. They also throw SpillError.
  StateRun(const std::string& path, const LockWait& wait, std::string spill_folder = {});

  /// Returns the logs with counted lines, as absolute paths.
  std::vector<std::string> known_logs() const;

  /// Returns whether earlier windows counted lines of the log that this file belongs to.
  bool knew(const std::string& path) const;

  /// Loads the window that was read but not committed, or reads a new one with everything since
  /// the last. `now` is RFC 3339. A held window stays until commit() or roll_back() is called
  /// without reading. Also throws what collect() throws. Nothing is stored then, and the next run
  /// reads these lines again. With exact rows, the memory of the query is that of this run alone.
  void read(const LogFiles& files, const EngineOptions& options, const std::string& now, bool hold);

  /// These require read().
  const Window& window() const { return *window_; }
  bool is_repeated() const { return repeated_; }
  const Aggregate& findings() const { return *findings_; }  ///< of the window
  const Aggregate& all();                                   ///< of this window and all before it

  const std::optional<Window>& pending() const { return state_.pending; }
  bool is_new() const { return is_new_; }  ///< there was no state

  /// Marks the window as delivered. The next window starts after it.
  void commit();
  /// Discards the pending window. Its lines will be read again.
  void roll_back();

 private:
  void repeat(bool hold);
  void read_new(const LogFiles& files, const EngineOptions& options, const std::string& now,
                bool hold);
  void check_spec(const QuerySpec& spec) const;
  Aggregate counts_of(const StoredBytes& packed) const;
  StoredBytes packed(const Aggregate& counts) const;
  void add_up();

  const std::string path_;
  const StateFile file_;
  const std::string spill_folder_;
  std::optional<std::uint64_t> memory_;  ///< of the query; nullopt: that of the results
  bool is_new_ = false;
  State state_;
  std::set<std::string> counted_;  ///< keys of logs with lines counted before
  std::optional<Window> window_;
  bool repeated_ = false;
  std::optional<Aggregate> findings_;
  std::optional<Aggregate> all_;  ///< nullopt: not needed yet, or the same as the window's
};

}  // namespace logscan
