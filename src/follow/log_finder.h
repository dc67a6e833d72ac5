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

/// A log to be followed, which may have come while others were.
struct FoundLog {
  std::string path;
  bool is_new = false;              ///< nothing of it was there at the look before
  std::optional<timespec> since{};  ///< of one that came later: when the first look was
  bool is_found = false;            ///< in a folder or by a pattern: see stat_found()
};

/// The logs that the arguments of a command line stand for while logs are followed: what is named
/// itself, whether it is there or not, and what folders and patterns hold, now and later. Of a
/// folder these are the files that are access logs by their content and that are being written:
/// no rotated ones, but of a log whose files all bear dates the newest. An empty file is decided
/// about when something is in it. What comes later and begins as a followed log does is a copy of
/// it. For one thread.
class LogFinder {
 public:
  struct Options {
    bool recursive = false;
    bool from_front = false;  ///< rotated files that are named themselves are logs, too
  };

  /// The pipeline's options must outlive it.
  LogFinder(std::vector<std::string> arguments, const Options& options,
            const EngineOptions& pipeline);

  struct Found {
    std::vector<FoundLog> logs;      ///< not found before
    std::vector<PathNote> left_out;  ///< not told before
    std::vector<FollowNote> notes;   ///< folders and patterns that have no log, or are unreadable
  };

  /// What is followed already, asked from the second look on.
  struct Followed {
    /// Whether a file is read, under whatever name.
    std::function<bool(const FileId&)> holds;
    /// Whether a file begins like a text that was read from another file.
    std::function<bool(const FileId&, std::string_view front)> has_text_like;
  };

  /// Looks for logs that were not found before. A file that is followed under another name is none
  /// of them, nor is a copy of what a log holds or held.
  Found look(FollowClock::time_point now, const Followed& followed);

  /// Whether there may be more later: a folder or a pattern is among the arguments.
  bool may_find_more() const { return !places_.empty(); }

  /// When to look again, if there may be more.
  FollowClock::time_point next() const { return next_; }

 private:
  /// What was found out about a file, and what it was then.
  struct Verdict {
    FileId id;
    long long size = -1;
    std::optional<std::string> why_left_out;
    bool was_left_out = false;  ///< before, with less in it
  };

  std::optional<std::string> why_left_out(FoundInput& file);
  std::optional<std::string> why_no_log(const LogName& name, const std::set<std::string>& named,
                                        const Followed& followed);
  std::optional<std::string> why_no_more(const std::string& path, const Followed& followed);
  bool has_name_of_copy(const std::string& path) const;
  bool is_written(const LogName& name);
  bool comes_behind_a_log(const LogName& name) const;
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
  timespec first_look_{};  ///< wall clock, as that of files
  timespec last_look_{};
  FollowClock::time_point next_;
  std::set<std::string> logs_;
  std::map<std::string, Verdict> verdicts_;    ///< of files that are not among these
  std::map<std::string, std::string> newest_;  ///< of logs that have dates alone: found in a look
  std::set<std::string> told_;                 ///< what is in no Found a second time
  bool are_empty_ = false;                     ///< files wait for their first lines
};

}  // namespace logscan
