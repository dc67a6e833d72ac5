#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "state/positions.h"
#include "state/present_file.h"

namespace logscan {

/// Files of a log that hold the same text, as far as each goes: a file and its copies, such as one
/// that is being compressed, or copied before it is truncated. They count once.
struct FileGroup {
  std::vector<std::size_t> files;   ///< their places among the present ones, oldest name first
  std::size_t longest = 0;          ///< which of them holds all that the others do
  std::optional<std::size_t> seen;  ///< which seen file it goes on from; nullopt: it is new
};

/// What became of the files of a log that were seen before.
struct FileMatch {
  std::vector<FileGroup> groups;  ///< oldest first
  std::vector<bool> is_there;     ///< of each seen file: it, or what it holds, is still there

  std::vector<bool> is_copy;  ///< of each seen file: all of it is in another one, which goes on

  /// Of each present file the seen one that holds all that it does; nothing is to be read of it.
  /// Such files, empty ones and those that cannot be read are in no group.
  std::vector<std::optional<std::size_t>> nothing_more;
};

/// Whether a file goes on from a seen one: begins as it does, and has the same bytes in front of
/// the offset that was reached. Throws FilesChanged and std::system_error.
bool goes_on(const PresentFile& file, const SeenFile& seen);

/// Finds the seen files again among those that are present now, oldest first. A file is the same
/// when it begins as the seen one does and has the same bytes in front of the offset that was
/// reached; its inode is only asked first. When a log is read for the first time, compressed files
/// that were not named are not looked into, and are in no group either. Throws FilesChanged and
/// std::system_error.
FileMatch match_files(const std::vector<SeenFile>& seen, const std::vector<PresentFile>& present,
                      bool first);

}  // namespace logscan
