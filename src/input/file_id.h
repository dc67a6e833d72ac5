#pragma once

#include <sys/stat.h>

#include "logscan/input.h"

namespace logscan {

/// Valid while the file is held open; once it is not, the system may give the number to another.
inline FileId id_of(const struct stat& status) {
  return {status.st_dev, status.st_ino};
}

}  // namespace logscan
