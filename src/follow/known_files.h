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

/// A file that is not open, and what was read of it.
struct KnownFile {
  FileId id;
  std::uint64_t size = 0;  ///< A file of this size and time has not changed since.
  timespec written{};
  TextMark mark;
  bool is_foreign = false;  ///< Its lines do not count, however it grows.

  bool is_unchanged(const RotatedFile& file) const;
};

/// Files and texts of a log that are not open: by these, files and their copies are recognized.
/// Holds kMost at most, and drops the ones that were added first. For one thread.
class KnownFiles {
 public:
  static constexpr std::size_t kMost = 256;

  void add(KnownFile file);

  /// Adds a file that was read to its mark.
  void add(const FollowedFile& file, bool is_foreign = false);

  /// Adds a text that no file is known to hold.
  void add_text(TextMark mark) { add({{}, 0, {}, std::move(mark)}); }

  const KnownFile* find(const FileId& id) const;

  /// Forgets which file holds a text.
  void forget(const FileId& id);

  /// The text that a file begins like, if there is one; not the one that it is known for.
  const TextMark* find_text(const FileId& id, std::string_view front) const;

 private:
  std::deque<KnownFile> files_;  ///< In the order in which they were added.
};

}  // namespace logscan
