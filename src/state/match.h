#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "state/positions.h"
#include "state/present_file.h"

namespace logscan {

/// Files of a log that hold the same text, as far as each goes: a file and its copies, for example
/// while it is compressed, or copied before it is truncated. They count once.
struct FileGroup {
  std::vector<std::size_t> files;   ///< indices among the present files, oldest name first
  std::size_t longest = 0;          ///< the one that contains the others
  std::optional<std::size_t> seen;  ///< the seen file that it continues; nullopt if it is new
};

/// The fate of a log's files that were seen before.
struct FileMatch {
  std::vector<FileGroup> groups;  ///< oldest first
  std::vector<bool> is_there;     ///< per seen file: it, or its content, still exists

  std::vector<bool> is_copy;  ///< per seen file: another file contains it and continues it

  /// Per present file: the seen file that contains it, so there is nothing to read. These files,
  /// empty ones and unreadable ones are in no group.
  std::vector<std::optional<std::size_t>> nothing_more;
};

/// Returns whether a file continues a seen one: it starts with the same bytes, and has the same
/// bytes before the offset. Throws FilesChanged and std::system_error.
bool continues(const PresentFile& file, const SeenFile& seen);

/// Finds the seen files among the present ones, oldest first. A file is the same if it starts like
/// the seen one and has the same bytes before the offset; inodes only decide which to try first.
/// When a log is read for the first time, compressed files that were not named are not opened, and
/// are in no group. Throws FilesChanged and std::system_error.
FileMatch match_files(const std::vector<SeenFile>& seen, const std::vector<PresentFile>& present,
                      bool first);

}  // namespace logscan
