#pragma once

#include <chrono>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "follow/follow_note.h"
#include "follow/followed_file.h"
#include "follow/log_callbacks.h"
#include "follow/old_files.h"
#include "logscan/engine.h"

namespace logscan {

/// One log that is followed by its name, whatever file has that name. For one thread.
class FollowedLog {
 public:
  static constexpr std::chrono::seconds kLinger = OldFiles::kLinger;

  /// For a log that came while others were followed, `since` is when that began: the files that it
  /// was rotated to since then count as well. `is_found`: the user did not name it, so only the
  /// links count that stat_found() follows. The options must outlive the log.
  FollowedLog(std::string path, FollowedFile::Start start, const EngineOptions& options,
              std::optional<timespec> since = std::nullopt, bool is_found = false);

  /// Reads what came, and looks whether the name leads to another file. Returns true when there is
  /// more to be read at once. Throws what `take` throws.
  bool look(FollowClock::time_point now, const LogCallbacks& calls);

  /// The last call: hands over the last lines of files that were rotated away.
  void finish(const LogCallbacks& calls) { old_.finish(calls.take); }

  /// What is there at the first look is backlog.
  void call_backlog() { is_backlog_ = true; }

  const std::string& path() const { return path_; }
  bool holds(const FileId& id) const;

  /// Whether a file begins like a text that was read of this log from another file.
  bool has_text_like(const FileId& id, std::string_view front) const;

  /// Its open files: the one that has the name, if any, and those that had it.
  std::vector<const FollowedFile*> files() const;

  /// Whether no line can come any more: what has the name cannot be read.
  bool is_over(FollowClock::time_point now) const;

 private:
  FollowedFile::Step step(FollowedFile& file, const LogCallbacks& calls);
  void read_current(FollowClock::time_point now, const LogCallbacks& calls);
  bool see_name(FollowClock::time_point now, const LogCallbacks& calls);
  void see_missing(FollowClock::time_point now, const LogCallbacks& calls);
  void see_unreadable(int problem, FollowClock::time_point now, const LogCallbacks& calls);
  bool open_current(const FileId& id, FollowClock::time_point now, const LogCallbacks& calls);
  void set_current(std::unique_ptr<FollowedFile> file, FollowClock::time_point now,
                   const LogCallbacks& calls);
  std::unique_ptr<FollowedFile> open_as_known(const FileId& id, int& problem);
  void note_problem(int problem, const LogCallbacks& calls);

  std::string path_;
  const EngineOptions* options_;
  bool is_found_;
  FollowedFile::Start start_;  ///< Of the next file that has the name.
  std::unique_ptr<FollowedFile> current_;
  OldFiles old_;
  std::optional<FileId> elsewhere_;  ///< Had the name, and another log read it.
  std::optional<FileId> unopened_;   ///< Had the name first, and could not be opened.
  bool is_first_ = true;
  bool is_backlog_ = false;
  std::optional<FollowClock::time_point> missing_since_;
  std::optional<FollowClock::time_point> over_at_;  ///< Nothing can be read, and will be given up.
  bool was_readable_ = false;
  bool is_missing_noted_ = false;
  bool again_ = false;  ///< There is more to be read at once.
  int noted_ = 0;       ///< The problem that was noted last; 0: none.
};

}  // namespace logscan
