#pragma once

#include <chrono>
#include <ctime>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/log_check.h"
#include "follow/follow_note.h"
#include "follow/followed_log.h"
#include "logscan/discovery.h"
#include "logscan/engine.h"
#include "logscan/file_id.h"
#include "logset/log_names.h"

namespace logscan {

/// A log to follow. It may have appeared while others were followed.
struct FoundLog {
  std::string path;
  bool is_new = false;              ///< it did not exist at the previous look
  std::optional<timespec> since{};  ///< for a later log: the time of the first look
  bool is_found = false;            ///< in a folder or by a pattern; see stat_found()
};

/// Finds the logs to follow for the arguments of a command line: named files, even if they do not
/// exist, and files in folders and patterns, now and later.
///
/// A file in a folder is followed if its content is an access log and it is being written. Rotated
/// files are not, except the newest file of a log whose files all bear dates. An empty file is
/// decided once it has content. A file that appears later and starts with the same bytes as a
/// followed log is treated as a copy of it. Not thread-safe.
class LogFinder {
 public:
  struct Options {
    bool recursive = false;
    bool from_front = false;  ///< rotated files that are named explicitly are logs, too
  };

  /// The pipeline's options must outlive this object.
  LogFinder(std::vector<std::string> arguments, const Options& options,
            const EngineOptions& pipeline);

  struct Found {
    std::vector<FoundLog> logs;      ///< logs not found before
    std::vector<PathNote> left_out;  ///< files not reported before
    std::vector<FollowNote> notes;   ///< folders and patterns that have no log, or are unreadable
  };

  /// The files that are already followed. Used from the second look on.
  struct Followed {
    /// Returns whether a file is being read, under any name.
    std::function<bool(const FileId&)> holds;
    /// Returns whether a file starts like a text that was read from another file.
    std::function<bool(const FileId&, std::string_view front)> has_text_like;
  };

  /// Finds logs that were not found before. Excludes files that are followed under another name,
  /// and copies of what a log holds or held.
  Found look(FollowClock::time_point now, const Followed& followed);

  /// Returns whether more logs may appear: a folder or a pattern is among the arguments.
  bool may_find_more() const { return !places_.empty(); }

  /// Returns when to look again, if more logs may appear.
  FollowClock::time_point next() const { return next_; }

 private:
  /// The decision on a file, and the file's state at that time.
  struct Verdict {
    FileId id;
    long long size = -1;
    std::optional<std::string> why_left_out;
    bool was_left_out = false;  ///< earlier, with less content
  };

  std::optional<std::string> why_left_out(FoundInput& file);
  std::optional<std::string> why_no_log(const LogName& name, const std::set<std::string>& named,
                                        const Followed& followed);
  std::optional<std::string> why_no_more(const std::string& path, const Followed& followed);
  bool has_name_of_copy(const std::string& path) const;
  bool is_written(const LogName& name);
  bool comes_after_a_log(const LogName& name) const;
  void take_files(const Discovery& all, const Followed& followed, Found& found);
  void take_other_names(const Discovery& all, Found& found);
  void leave_out(const std::string& path, const std::string& why, Found& found);
  void note(const std::string& path, const std::string& problem, Found& found);
  void add(const std::string& path, bool is_found, Found& found);

  const std::vector<std::string> arguments_;
  const Options options_;
  LogCheck check_;
  std::set<std::string> places_;  ///< arguments that are folders or patterns
  bool is_first_ = true;
  timespec first_look_{};  ///< wall clock, like file times
  timespec last_look_{};
  FollowClock::time_point next_;
  std::set<std::string> logs_;
  std::map<std::string, Verdict> verdicts_;    ///< for files that are no logs
  std::map<std::string, std::string> newest_;  ///< for logs with dates only: found during a look
  std::set<std::string> reported_;             ///< entries that were already in a Found
  bool are_empty_ = false;                     ///< some files wait for their first lines
};

}  // namespace logscan
