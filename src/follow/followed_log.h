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

/// One log, followed by its name whatever file has that name. Not thread-safe.
class FollowedLog {
 public:
  static constexpr std::chrono::seconds kLinger = OldFiles::kLinger;

  /// `since` is for a log that appeared while others were followed: the moment when that began.
  /// Files that the log was rotated to since then count as well. `is_found` means that the user did
  /// not name the log, so only links that stat_found() follows count. The options must outlive the
  /// log.
  FollowedLog(std::string path, FollowedFile::Start start, const EngineOptions& options,
              std::optional<timespec> since = std::nullopt, bool is_found = false);

  /// Reads new text, and checks whether the name leads to another file. Returns true if more can be
  /// read at once. Throws what `take` throws.
  bool look(FollowClock::time_point now, const LogCallbacks& calls);

  /// Call it last. Delivers the last lines of rotated files.
  void finish(const LogCallbacks& calls) { old_.finish(calls.take); }

  /// Marks the content at the first look as backlog.
  void call_backlog() { is_backlog_ = true; }

  const std::string& path() const { return path_; }
  bool holds(const FileId& id) const;

  /// Returns whether a file starts like a text of this log that was read from another file.
  bool has_text_like(const FileId& id, std::string_view front) const;

  /// Returns the open files: the one that has the name, if any, and those that had it.
  std::vector<const FollowedFile*> files() const;

  /// Returns whether no more lines can come, because the file with the name cannot be read.
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
  FollowedFile::Start start_;  ///< For the next file that has the name.
  std::unique_ptr<FollowedFile> current_;
  OldFiles old_;
  std::optional<FileId> elsewhere_;  ///< Had the name while another log read it.
  std::optional<FileId> unopened_;   ///< Had the name first, but could not be opened.
  bool is_first_ = true;
  bool is_backlog_ = false;
  std::optional<FollowClock::time_point> missing_since_;
  std::optional<FollowClock::time_point> over_at_;  ///< When to give up, since nothing can be read.
  bool was_readable_ = false;
  bool is_missing_noted_ = false;
  bool again_ = false;  ///< More can be read at once.
  int noted_ = 0;       ///< The last problem that was noted; 0 for none.
};

}  // namespace logscan
