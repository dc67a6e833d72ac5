#pragma once

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <deque>
#include <string_view>

#include "follow/followed_file.h"
#include "follow/text_mark.h"
#include "logscan/file_id.h"
#include "logset/rotated_files.h"

namespace logscan {

/// A file that is not open, and the text read from it.
struct KnownFile {
  FileId id;
  std::uint64_t size = 0;  ///< A file with the same size and time is unchanged.
  timespec written{};
  TextMark mark;
  bool is_foreign = false;  ///< Its lines never count, however it grows.

  bool is_unchanged(const RotatedFile& file) const;
};

/// Files and texts of a log that are not open, by which files and their copies are recognised.
/// Holds at most kMost, and drops the oldest entries first. Not thread-safe.
class KnownFiles {
 public:
  static constexpr std::size_t kMost = 256;

  void add(KnownFile file);

  /// Adds a file that was read to its mark.
  void add(const FollowedFile& file, bool is_foreign = false);

  /// Adds a text that no known file holds.
  void add_text(TextMark mark) { add({{}, 0, {}, std::move(mark)}); }

  const KnownFile* find(const FileId& id) const;

  /// Forgets which file holds a text.
  void forget(const FileId& id);

  /// Returns the text that a file starts like, other than the text that the file is known for; null
  /// if there is none.
  const TextMark* find_text(const FileId& id, std::string_view front) const;

 private:
  std::deque<KnownFile> files_;  ///< in the order of insertion
};

}  // namespace logscan
