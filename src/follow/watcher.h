#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "logscan/file_id.h"
#include "os/descriptor.h"

namespace logscan {

/// Tells which logs may have changed, by inotify. What it cannot watch must be looked at now and
/// then: file systems of other machines, and what is beyond the system's limits. For one thread.
class Watcher {
 public:
  /// What a log needs watched: folders by name, files that are held open by descriptor.
  struct Wants {
    std::vector<std::string> folders;
    std::vector<std::pair<FileId, int>> files;
  };

  Watcher();

  /// Readable when something changed; -1 where inotify cannot be had.
  int descriptor() const { return events_.get(); }

  /// Watches what the logs, by their numbers, want now, and nothing else. Returns the logs that
  /// cannot be watched whole.
  std::set<std::size_t> watch(const std::vector<Wants>& logs);

  /// The logs that may have changed since the last call. `all` is set where that is not known.
  std::set<std::size_t> changed(bool& all);

 private:
  struct Watch {
    int number = -1;  ///< -1: it cannot be watched
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

/// Whether changes to a file there are always seen by inotify on this machine.
bool tells_changes(const std::string& path);

}  // namespace logscan
