#pragma once

#include <chrono>
#include <ctime>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "follow/log_callbacks.h"
#include "logscan/file_id.h"
#include "os/descriptor.h"

namespace logscan {

/// Reports which logs may have changed, using inotify. Anything that it cannot watch must be
/// polled: network file systems, and files beyond the system's limits. Not thread-safe.
class Watcher {
 public:
  /// The files and folders to watch for a log: folders by name, open files by descriptor.
  struct Wants {
    std::vector<std::string> folders;
    std::vector<std::pair<FileId, int>> files;
  };

  Watcher();

  /// Returns a descriptor that is readable when something changed; -1 if inotify is unavailable.
  int descriptor() const { return events_.get(); }

  /// Watches exactly what the logs, by their numbers, want now. Returns the logs that cannot be
  /// watched completely.
  std::set<std::size_t> watch(const std::vector<Wants>& logs);

  /// Returns the logs that may have changed since the last call. Sets `all` if that is unknown.
  std::set<std::size_t> changed(bool& all);

 private:
  struct Watch {
    int number = -1;  ///< -1 if it cannot be watched
    std::set<std::size_t> logs;
  };
  template <class Key>
  using Watches = std::map<Key, Watch>;

  int add(const std::string& path, unsigned events);
  template <class Key>
  void drop_unused(Watches<Key>& watches);
  template <class Key>
  void forget(Watches<Key>& watches, int number);

  Descriptor events_;
  Watches<std::string> folders_;
  Watches<FileId> files_;
};

/// Returns whether inotify on this machine sees all changes to a file there.
bool reports_changes(const std::string& path);

/// Detects with one system call whether names in a folder changed. Not thread-safe.
class FolderChanges {
 public:
  /// Watches the folder of a file.
  explicit FolderChanges(std::string_view path);

  /// Returns whether names may have changed since the last call. File times have a coarse clock, so
  /// it stays true for kCoarse after a change.
  bool may_have_changed(FollowClock::time_point now);

 private:
  static constexpr std::chrono::milliseconds kCoarse{50};

  const std::string folder_;
  timespec written_{};
  /// The first call after the one that saw the change. The earlier call may have reached its folder
  /// long after its `now`, so its time cannot be used.
  std::optional<FollowClock::time_point> changed_before_;
  bool is_quiet_ = false;
};

}  // namespace logscan
