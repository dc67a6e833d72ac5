#pragma once

#include <cerrno>
#include <optional>
#include <string>
#include <sys/stat.h>

#include "os/descriptor.h"
#include "os/file.h"

namespace logscan {

/// Results of open_regular() for other kinds of files, as errno values that open(2) does not
/// return.
constexpr int kNotRegular = ESPIPE;
constexpr int kOtherFile = EBADFD;

/// A regular file open for reading, or the reason why there is none.
struct RegularFile {
  Descriptor file;
  struct stat status {};
  int problem = 0;  ///< an errno, or EISDIR, kNotRegular or kOtherFile
};

/// Opens a file that the user did not name: one found in a folder, by a pattern, or as a rotated
/// file of a log. All such files are opened here. Between finding a path and opening it, somebody
/// may replace the file with a FIFO, a device or a link. So this never waits, and then checks what
/// it opened: a regular file, and the one that `id` identifies if it is given.
RegularFile open_regular(const std::string& path, const std::optional<FileId>& id = std::nullopt);

/// Returns at most `most` first bytes of a regular file as stored on disk. Returns nothing for a
/// missing file or anything but a regular file, and never waits for a FIFO. Throws
/// std::system_error.
std::string file_head(const std::string& path, std::size_t most);

}  // namespace logscan
