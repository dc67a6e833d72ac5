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

#include "follow/followed_file.h"
#include "follow/known_files.h"
#include "follow/log_callbacks.h"
#include "follow/watcher.h"
#include "logscan/engine.h"
#include "logset/rotated_files.h"

namespace logscan {

/// The files that a log was rotated to, and copies of its content: everything except the file that
/// has its name.
///
/// A new file is recognised by its bytes. If it starts like a text that was read, it is a copy of
/// that text. When the log is truncated, reading continues in the copy where it stopped. Otherwise
/// the file holds a text that was written and rotated away between two looks, and counts from its
/// beginning, unless its name or its time shows that it is older than what was read. Not
/// thread-safe.
class OldFiles {
 public:
  /// A file is read until it has not grown for this long.
  static constexpr std::chrono::seconds kLinger{60};

  /// Files that exist at the first look count as read; with `since`, only those made before. The
  /// options must outlive this object.
  OldFiles(std::string path, const EngineOptions& options, std::optional<timespec> since);

  /// Adds a file that had the name of the log.
  void add(std::unique_ptr<FollowedFile> file, FollowClock::time_point now);

  /// Takes over the text that a file held until it was truncated. `was_current` means that the file
  /// has the name of the log.
  void add_truncated(FollowedFile& file, bool was_current, FollowClock::time_point now);

  /// Removes and returns a file that has the log's name again. Returns null if it is not open.
  std::unique_ptr<FollowedFile> take_back(const FileId& id);

  /// Continues where the reading of this file stopped. Returns false if the file is not known.
  bool resume(FollowedFile& file);

  /// Records that lines were added to a file, under any name.
  void note_growth(const FileId& id);

  /// Reads new text from the open files.
  using Read = std::function<FollowedFile::Step(FollowedFile&)>;
  void read(FollowClock::time_point now, const Read& read, const TakeBlock& take);

  /// Looks for new files and copies. `current` has the log's name, or is null. Returns true if
  /// there is more to do at once.
  bool look(FollowClock::time_point now, const FollowedFile* current, const LogCallbacks& calls);

  /// Delivers last lines without a line feed.
  void finish(const TakeBlock& take);

  /// Returns whether a file with another id starts like a text that was read.
  bool has_text_like(const FileId& id, std::string_view front) const;

  /// Returns the open files.
  std::vector<const FollowedFile*> files() const;
  bool is_reading() const;

 private:
  enum class Role {
    kRead,     ///< Its lines count.
    kUnknown,  ///< No bytes show yet what it is.
    kCopy,     ///< A copy of a text that is read elsewhere.
  };
  struct OldFile {
    std::unique_ptr<FollowedFile> file;
    FollowClock::time_point grown;  ///< When it was last seen growing.
    Role role = Role::kRead;
    bool is_foreign = false;  ///< Unless it is a copy, its lines never count, however it grows.
  };

  /// A text whose file was truncated and whose copy is still missing.
  struct Truncated {
    ReadText text;
    FollowClock::time_point noticed;
    bool was_current;
    bool was_written;  ///< No other file got lines since.
  };

  enum class Opened {
    kDone,
    kMoved,  ///< Its name belongs to another file by now.
    kLater,  ///< Its mode is not set yet.
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
  std::optional<FileId> written_;  ///< The file that last received lines.
  std::set<FileId> ring_;          ///< To be kept open; see ring_files().
  bool is_renamed_ = false;        ///< Files of this log are renamed, so it is no ring.
  std::set<FileId> seen_;          ///< Files known to the last scan.
  timespec last_look_{};           ///< By the wall clock, like file times.
  bool is_first_ = true;
  bool must_scan_ = true;
  bool must_decide_ = false;
  bool again_ = false;
};

}  // namespace logscan
