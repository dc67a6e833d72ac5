#pragma once

#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

#include "logscan/file_id.h"
#include "logset/log_names.h"

namespace logscan {

/// A file whose name says that a log was rotated to it.
struct RotatedFile {
  std::string path;
  FileId id;
  LogName::Rotation rotation = LogName::Rotation::kNone;
  std::uint64_t number = 0;    ///< With Rotation::kNumber.
  bool is_compressed = false;  ///< By its name.
  std::uint64_t size = 0;
  timespec written{};  ///< The modification time.

  bool same_file(const RotatedFile& other) const { return path == other.path && id == other.id; }
};

/// Whether a time of a file is earlier than another.
bool is_before(const timespec& a, const timespec& b);

/// Returns the regular files in the folder of `path` that have names of rotated files of it, oldest
/// first. `path` itself is not among them. Returns none if `path` is such a name, or if the folder
/// cannot be read. Others may rename files meanwhile, so this looks until two looks agree. If they
/// never do, it clears `is_settled`, and files may be missing.
std::vector<RotatedFile> rotated_files(const std::string& path, bool& is_settled);

}  // namespace logscan
