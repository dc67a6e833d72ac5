#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "follow/follow_note.h"
#include "follow/followed_log.h"
#include "input/file_id.h"
#include "logscan/discovery.h"
#include "logscan/log_check.h"
#include "logscan/pipeline.h"

namespace logscan {

/// The logs that the arguments of a command line stand for while logs are followed: what is named
/// itself, whether it is there or not, and what folders and patterns hold, now and later. Of a
/// folder these are the files that are access logs by their content and are not rotated ones; an
/// empty file is decided about when something is in it. A file that comes later and whose name goes
/// on that of a log, as `access.log.bak` does, is taken for a copy of it. For one thread.
class LogFinder {
 public:
  /// The options must outlive it.
  LogFinder(std::vector<std::string> arguments, bool recursive, const PipelineOptions& options);

  struct Found {
    std::vector<std::string> logs;   ///< not found before
    std::vector<PathNote> left_out;  ///< not told before
    std::vector<FollowNote> notes;   ///< folders and patterns that have no log, or are unreadable
  };

  /// Looks whether there are more. A file that is held is a log that was given another name, and is
  /// none of them.
  Found look(FollowClock::time_point now, const std::function<bool(const FileId&)>& is_held);

  /// Whether there may be more later: a folder or a pattern is among the arguments.
  bool may_find_more() const { return may_find_more_; }

  /// When to look again, if there may be more.
  FollowClock::time_point next() const { return next_; }

 private:
  /// What was found out about a file, and how large it was then; for good once it has as much as is
  /// looked at.
  struct Verdict {
    long long size = -1;
    std::optional<std::string> why_left_out;
  };

  std::optional<std::string> why_left_out(const std::string& path);
  std::optional<std::string> why_no_more(const std::string& path,
                                         const std::function<bool(const FileId&)>& is_held);
  bool goes_on_name(const std::string& path) const;

  const std::vector<std::string> arguments_;
  const bool recursive_;
  LogCheck check_;
  bool may_find_more_ = false;
  bool is_first_ = true;
  FollowClock::time_point next_;
  std::set<std::string> logs_;
  std::map<std::string, Verdict> verdicts_;  ///< of files that are not among these
  std::map<std::string, FileId> renamed_;    ///< files that were held
  std::set<std::string> told_;               ///< what is in no Found a second time
  bool are_empty_ = false;                   ///< files wait for their first lines
};

}  // namespace logscan
