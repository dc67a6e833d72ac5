#pragma once

#include <chrono>
#include <cstddef>
#include <ctime>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "follow/folder_changes.h"
#include "follow/followed_file.h"
#include "follow/known_files.h"
#include "follow/log_callbacks.h"
#include "logscan/engine.h"
#include "logset/rotated_files.h"

namespace logscan {

/// The files that a log was rotated to, and copies of what it held: everything but the file that
/// has its name.
///
/// A file that appears is recognized by its bytes. If it begins like a text that was read, it is a
/// copy of that text: when the log is truncated, the text goes on in the copy, where its reading
/// stopped. If not, it holds a text that came and was rotated away between two looks, and counts
/// from its front; unless its name or its time says that it is older than what was read. For one
/// thread.
class OldFiles {
 public:
  /// A file is read on until it has not grown for so long.
  static constexpr std::chrono::seconds kLinger{60};

  /// Files that are there at the first look have been read; with `since`, only those that were made
  /// before. The options must outlive it.
  OldFiles(std::string path, const EngineOptions& options, std::optional<timespec> since);

  /// Adds a file that had the name of the log.
  void add(std::unique_ptr<FollowedFile> file, FollowClock::time_point now);

  /// Takes the text away that a file held until it was truncated. `was_current`: the file has the
  /// name of the log.
  void add_truncated(FollowedFile& file, bool was_current, FollowClock::time_point now);

  /// Removes and returns a file that has the name of the log again. Null if it is not open.
  std::unique_ptr<FollowedFile> take_back(const FileId& id);

  /// Goes on where the reading of this file stopped. False if it is not known.
  bool resume(FollowedFile& file);

  /// Says that lines came to a file, whatever name it has.
  void note_growth(const FileId& id);

  /// Reads what came to the open files.
  using Read = std::function<FollowedFile::Step(FollowedFile&)>;
  void read(FollowClock::time_point now, const Read& read, const TakeBlock& take);

  /// Looks for new files and copies. `current` has the name of the log, or is null. True when there
  /// is more to be done at once.
  bool look(FollowClock::time_point now, const FollowedFile* current, const LogCallbacks& calls);

  /// Callbacks over last lines without a line feed.
  void finish(const TakeBlock& take);

  /// Whether a file, which has another id, begins like a text that was read.
  bool has_text_like(const FileId& id, std::string_view front) const;

  /// Those that are open.
  std::vector<const FollowedFile*> files() const;
  bool is_reading() const;

 private:
  enum class Role {
    kRead,     ///< Its lines count.
    kUnknown,  ///< No bytes tell yet what it is.
    kCopy,     ///< It is a copy of a text that is read elsewhere.
  };
  struct OldFile {
    std::unique_ptr<FollowedFile> file;
    FollowClock::time_point grown;  ///< When it was last seen to have grown.
    Role role = Role::kRead;
    bool is_foreign = false;  ///< Unless it is a copy, its lines do not count, however it grows.
  };

  /// A text whose file was truncated, and whose copy is looked for.
  struct Truncated {
    ReadText text;
    FollowClock::time_point noticed;
    bool was_current;
    bool was_written;  ///< No other file got lines since.
  };

  enum class Opened {
    kDone,
    kMoved,  ///< Its name is another file's by now.
    kLater,  ///< Whoever made it has not yet set its mode.
  };

  bool is_open(const FileId& id) const;
  bool was_seen(const RotatedFile& file) const;
  bool is_kept(const OldFile& old, FollowClock::time_point now) const;
  void scan(FollowClock::time_point now, const FollowedFile* current, const LogCallbacks& calls);
  Opened open(const RotatedFile& file, bool is_newer, bool is_wanted, FollowClock::time_point now);
  void hold(OldFile old);
  void ignore(FollowedFile& file);
  void decide(const FollowedFile* current);
  void decide(OldFile& old, const FollowedFile* current);
  const FollowedFile* find_original(const FollowedFile& copy, std::string_view front,
                                    const FollowedFile* current) const;
  void find_copies(FollowClock::time_point now, const LogCallbacks& calls);

  const std::string path_;
  const EngineOptions* options_;
  std::optional<timespec> made_since_;
  FolderChanges folder_;
  std::vector<OldFile> files_;
  std::vector<Truncated> truncated_;
  KnownFiles known_;
  std::optional<FileId> written_;  ///< The file that lines came to last.
  std::set<FileId> ring_;          ///< To be kept open, see ring_files().
  bool is_renamed_ = false;        ///< Files of this log get other names, so it is no ring.
  std::set<FileId> seen_;          ///< What the last scan knew.
  timespec last_look_{};           ///< By the wall clock, as the times of files.
  bool is_first_ = true;
  bool must_scan_ = true;
  bool must_decide_ = false;
  bool again_ = false;
};

}  // namespace logscan
