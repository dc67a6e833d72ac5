#pragma once

#include <ctime>
#include <string>
#include <vector>

#include "input/file_id.h"
#include "logscan/log_names.h"

namespace logscan {

/// A file that a log was rotated to.
struct Sibling {
  std::string path;
  FileId id;
  LogName::Rotation rotation;
  bool is_new = false;  ///< it was made, renamed or written since

  friend bool operator==(const Sibling&, const Sibling&) = default;
};

/// The regular files in the folder of `path` that are named as rotated ones of it, and are not
/// compressed: the oldest first. Not `path` itself; none of a path that is such a name itself. A
/// folder that cannot be read has none. Somebody may be renaming them meanwhile: it is looked again
/// until two looks see the same; when that takes too long, `is_settled` becomes false, and files
/// may be missing. It is never set to true.
std::vector<Sibling> rotated_files(const std::string& path, const timespec& since,
                                   bool& is_settled);

}  // namespace logscan
