#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

#include "logscan/discovery.h"
#include "logset/folder.h"
#include "logset/log_names.h"

namespace logscan {

/// A regular file, or a link to one.
struct WalkedFile {
  LogName name;  ///< of the whole path
  FileId id;
  bool is_link = false;
};

struct FolderWalk {
  std::vector<WalkedFile> files;   ///< by older_first()
  std::vector<PathNote> left_out;  ///< entries that are neither file nor folder, or not to be read
  std::vector<PathNote> unread;    ///< what could not be listed or looked at
  std::size_t folders = 0;         ///< in it, whether they were walked or not
};

/// Folders that were walked, each by the name that it had then.
using WalkedFolders = std::map<FileId, std::string>;

/// Lists what is in the folder `id`, and with `recursive` in the folders below it that are not in
/// `known`, to which they are added. Opens no file. Follows the links that stat_found() follows.
/// The folder itself must be in `known`.
FolderWalk walk_folder(const std::string& folder, const FileId& id, bool recursive,
                       WalkedFolders& known);

/// Why something is no log that is neither a regular file nor a folder.
const char* kind_of(mode_t mode);

}  // namespace logscan
