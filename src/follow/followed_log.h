#pragma once

#include <chrono>
#include <cstddef>
#include <ctime>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "follow/follow_note.h"
#include "follow/followed_file.h"
#include "follow/siblings.h"
#include "logscan/pipeline.h"

namespace logscan {

using FollowClock = std::chrono::steady_clock;

/// One log that is followed by its name, whatever file has that name: renamed files are read on
/// while they are written, and what a rotation put between two looks is read as well. For one
/// thread.
class FollowedLog {
 public:
  /// An old file is read on until it has not grown for so long.
  static constexpr std::chrono::seconds kLinger{60};

  /// What follows needs to know from outside.
  struct Hands {
    TakeBlock take;
    std::function<void(FollowNote)> note;
    /// Whether a file is read under another name.
    std::function<bool(const FileId&)> is_held;
  };

  /// The options must outlive it. Of a log that came while others were followed, `since` is when
  /// that began: files that it was rotated to since then are counted as well. `is_found`: the user
  /// did not name it, so only links are followed that stat_found() follows.
  FollowedLog(std::string path, FollowedFile::Start start, const PipelineOptions& options,
              std::optional<timespec> since = std::nullopt, bool is_found = false);

  /// Reads what has come, and sees whether the name leads to another file. True when there is more
  /// to be read at once. Throws what `take` throws.
  bool look(FollowClock::time_point now, const Hands& hands);

  /// Nothing is looked at any more: hands over the last lines of files that were rotated away.
  void finish(const Hands& hands);

  const std::string& path() const { return path_; }
  bool holds(const FileId& id) const;

  /// Its files: the one that has the name, if any, and those that had it.
  std::vector<const FollowedFile*> files() const;

 private:
  struct Leaving {
    std::unique_ptr<FollowedFile> file;
    FollowClock::time_point grown;  ///< when it was last seen to have grown
  };
  enum class Missed { kRenamed, kCopies, kMade /* since following began */ };

  /// Files newer than `behind`, or all there are, not all of which may have been found: their names
  /// were being changed.
  struct Gap {
    std::optional<FileId> behind;
    Missed kind;
    timespec since;  ///< they came then or later
    FollowClock::time_point noticed;
  };

  FollowedFile::Step step(FollowedFile& file, const Hands& hands);
  void read_current(const Hands& hands);
  void read_leaving(FollowClock::time_point now, const Hands& hands);
  void see_missed(FollowClock::time_point now, const Hands& hands);
  void see_name(FollowClock::time_point now, const Hands& hands);
  void see_missing(FollowClock::time_point now, const Hands& hands);
  void open_current(const FileId& id, FollowClock::time_point now, const Hands& hands);
  std::unique_ptr<FollowedFile> open_as_known(const FileId& id, int& problem) const;
  bool take_back(const FileId& id, FollowClock::time_point now);
  void leave(std::unique_ptr<FollowedFile> file, FollowClock::time_point now);
  void take_previous(FollowClock::time_point now, const Hands& hands);
  void go_on_after_cut(FollowClock::time_point now, const Hands& hands);
  std::unique_ptr<FollowedFile> find_copy(const Hands& hands, bool& is_settled);
  bool may_be_missed(const Sibling& file, const Hands& hands) const;
  void catch_up(const std::optional<FileId>& behind, Missed kind, FollowClock::time_point now,
                const Hands& hands);
  void fill_gaps(FollowClock::time_point now, const Hands& hands);
  bool fill(const Gap& gap, FollowClock::time_point now, const Hands& hands);
  bool open_missed(const Sibling& file, Missed kind, FollowClock::time_point now);
  void tell(FollowNote::Kind kind, const Hands& hands, int problem = 0);

  std::string path_;
  const PipelineOptions* options_;
  bool is_found_;
  FollowedFile::Start start_;  ///< of the next file that has the name
  std::unique_ptr<FollowedFile> current_;
  std::vector<Leaving> leaving_;
  std::vector<Gap> gaps_;
  timespec last_look_{};                    ///< wall clock, as that of files
  bool came_later_ = false;                 ///< others were followed before it was there
  std::optional<FileId> elsewhere_;         ///< had the name, and was read by another name
  std::optional<FileId> unopened_;          ///< had the name first, and could not be opened
  std::vector<FollowedFile::Mark> let_go_;  ///< files that are not held any more
  bool looked_ = false;
  std::optional<FollowClock::time_point> missing_since_;
  bool is_missing_told_ = false;
  bool is_cut_ = false;
  std::optional<FollowClock::time_point> cut_since_;  ///< its copy is being looked for
  bool was_first_ = false;                            ///< there was no rotated file before this one
  bool again_ = false;                                ///< there is more to be read at once
  int told_ = 0;                                      ///< the problem that was told last; 0: none
};

}  // namespace logscan
