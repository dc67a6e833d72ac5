#pragma once

#include <string>
#include <sys/stat.h>
#include <system_error>

#include "os/descriptor.h"

namespace logscan {

/// The place of a file to write: an open folder, and a name in it that is no symbolic link. Writing
/// through the folder's descriptor (openat, renameat) always ends up there, whatever happens to the
/// path meanwhile.
struct Place {
  Descriptor folder;
  std::string name;  ///< without `/`; empty for `/dev/stdout` and other links to descriptors, which
                     ///< must be opened as they are
};

/// Resolves `path` to a place; the file need not exist yet. Follows only symbolic links of this
/// user and of root. Where others can create files, they might plant a link to make this user
/// overwrite a file (I22). Throws std::system_error: planted_link() for a link of another user,
/// ELOOP for a cycle, else the system's error.
Place find_place(const std::string& path);

/// The error that find_place() throws for a link of another user.
std::error_code planted_link();

/// Does what stat(2) does, for a path that was found in a folder or by a pattern and not named by
/// the user. Follows a symbolic link only if it belongs to this user, to root, or to the owner of
/// the file at its end. Others might plant a link to make this user read a file for them. `path`
/// starts in the open folder `folder`; links above it were the user's choice. Opens no file.
///
/// Returns 0 or an errno. EPERM means that `status` was reached through a link of another user.
int stat_found(int folder, const std::string& path, struct stat& status);

/// Does the same. The user named the folder in the first `named` bytes of `path`; if 0, the current
/// folder.
int stat_found(const std::string& path, std::size_t named, struct stat& status);

/// Does the same. Only the last name in `path` was found.
int stat_found(const std::string& path, struct stat& status);

}  // namespace logscan
