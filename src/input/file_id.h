#pragma once

#include <sys/stat.h>

#include "logscan/input.h"

namespace logscan {

/// Returns the identity of a file. It is valid while the file is open; later, the system may reuse
/// the inode number.
inline FileId id_of(const struct stat& status) {
  return {status.st_dev, status.st_ino};
}

}  // namespace logscan
