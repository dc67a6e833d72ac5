#pragma once

#include <compare>
#include <cstdint>

namespace logscan {

/// Identifies a file whatever its name. Valid while the file is open: after the file is closed and
/// deleted, the system may reuse its inode.
struct FileId {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  friend auto operator<=>(const FileId&, const FileId&) = default;
};

}  // namespace logscan
