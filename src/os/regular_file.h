#pragma once

#include <cerrno>
#include <optional>
#include <string>
#include <sys/stat.h>

#include "os/descriptor.h"
#include "os/file.h"

namespace logscan {

/// What open_regular() finds instead of the file, as an errno that open(2) does not give.
constexpr int kNotRegular = ESPIPE;
constexpr int kOtherFile = EBADFD;

/// A regular file that is open for reading, or why there is none.
struct RegularFile {
  Descriptor file;
  struct stat status {};
  int problem = 0;  ///< an errno; EISDIR, kNotRegular and kOtherFile are among them
};

/// Opens a file that the user did not name: one that a folder, a pattern or the rotated files of a
/// log hold. All such files are opened here. Looking at a path and opening it are two steps, in
/// between of which somebody may put a FIFO, a device or a link there. So this never waits, and
/// then checks what is open: a regular file, and the one that was found where `id` says which.
RegularFile open_regular(const std::string& path, const std::optional<FileId>& id = std::nullopt);

/// Returns the first bytes of a regular file as they lie on the disk, at most so many. Empty where
/// there is none, and for anything else that has the name: never waits for a FIFO. Throws
/// std::system_error.
std::string file_head(const std::string& path, std::size_t most);

}  // namespace logscan
