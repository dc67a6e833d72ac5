#pragma once

#include <string>
#include <system_error>

#include "base/descriptor.h"

namespace logscan {

/// Where a file is to be written: a folder that is held open, and a name in it that is no symbolic
/// link. Whoever uses the folder's descriptor (openat, renameat) writes there and nowhere else,
/// whatever becomes of the path meanwhile.
struct Place {
  Descriptor folder;
  std::string name;  ///< without `/`; empty for `/dev/stdout` and other links that lead to a
                     ///< descriptor: such a path is to be opened as it is
};

/// Finds the place that `path` leads to; a file need not be there yet. On the way only symbolic
/// links of this user and of root are followed: where others may make files, they may plant a link,
/// so that a file is overwritten which only this user may write. Throws std::system_error:
/// planted_link() for a link of another user, ELOOP for a circle, else what the system says.
Place find_place(const std::string& path);

/// What find_place() throws for the link of another user.
std::error_code planted_link();

}  // namespace logscan
