#pragma once

#include <string>
#include <sys/stat.h>
#include <system_error>

#include "os/descriptor.h"

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
/// so that a file is overwritten which only this user may write (I22). Throws std::system_error:
/// planted_link() for a link of another user, ELOOP for a circle, else what the system says.
Place find_place(const std::string& path);

/// What find_place() throws for the link of another user.
std::error_code planted_link();

/// Looks, like stat(2), at a path that was found in a folder or by a pattern, not named by the
/// user. Follows a symbolic link only if it belongs to this user, to root, or to the owner of the
/// file at the end: others may plant a link to make this user read a file for them. `path` starts
/// in the open folder `folder`; the links above that were the user's choice. Opens no file.
///
/// Returns 0 or an errno. EPERM means that the link of somebody else leads to `status`.
int stat_found(int folder, const std::string& path, struct stat& status);

/// Likewise. The user named the folder in the first `named` bytes of `path`; empty is the one we
/// are in.
int stat_found(const std::string& path, std::size_t named, struct stat& status);

/// Likewise. Only the last name in `path` was found.
int stat_found(const std::string& path, struct stat& status);

}  // namespace logscan
