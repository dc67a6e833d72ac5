#pragma once

#include <compare>
#include <cstdint>

namespace logscan {

/// Which file it is, whatever its name. Valid while the file is held open: once it is closed and
/// deleted, the system may give its inode to another.
struct FileId {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  friend auto operator<=>(const FileId&, const FileId&) = default;
};

}  // namespace logscan
