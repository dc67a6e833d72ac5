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
  std::vector<PathNote> unread;    ///< entries that could not be listed or examined
  std::size_t folders = 0;         ///< folders in it, walked or not
};

/// The folders that were walked, and the name of each at that time.
using WalkedFolders = std::map<FileId, std::string>;

/// Lists the folder `id` and, with `recursive`, the folders below it that are not in `known`, and
/// adds these to it. Opens no files. Follows the links that stat_found() follows. The folder itself
/// must be in `known`.
FolderWalk walk_folder(const std::string& folder, const FileId& id, bool recursive,
                       WalkedFolders& known);

/// Returns what a special file is: `is a FIFO`.
const char* kind_of(mode_t mode);

}  // namespace logscan
