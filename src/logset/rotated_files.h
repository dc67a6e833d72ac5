#pragma once

#include <cstdint>
#include <ctime>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "logscan/file_id.h"
#include "logset/log_names.h"

namespace logscan {

/// A rotated file of a log, as its name shows.
struct RotatedFile {
  std::string path;
  FileId id;
  LogName::Rotation rotation = LogName::Rotation::kNone;
  std::uint64_t number = 0;    ///< With Rotation::kNumber.
  bool is_compressed = false;  ///< According to its name.
  std::uint64_t size = 0;
  timespec written{};  ///< The modification time.

  bool same_file(const RotatedFile& other) const { return path == other.path && id == other.id; }
};

/// Returns whether one time of a file is earlier than another.
bool is_before(const timespec& a, const timespec& b);

/// Returns the regular files in the folder of `path` that have names of rotated files of it, oldest
/// first. `path` itself is not among them. Returns none if `path` is such a name, or if the folder
/// cannot be read. Others may rename files meanwhile, so this looks until two looks agree. If they
/// never do, it clears `is_settled`, and files may be missing.
std::vector<RotatedFile> rotated_files(const std::string& path, bool& is_settled);

/// Returns the file that was written last according to its time: the live file, or one with a
/// number.
std::optional<FileId> newest_file(const std::vector<RotatedFile>& files,
                                  const std::optional<RotatedFile>& live);

/// Returns the number of the file that the log is being written to; 0 is the file with the log's
/// name. rotatelogs -n writes to access.log, access.log.1, access.log.2 and so on in turn, and
/// truncates each first.
std::optional<std::uint64_t> written_number(const std::vector<RotatedFile>& files,
                                            const std::optional<FileId>& live,
                                            const std::optional<FileId>& written);

/// Returns the files that are newer by name than all known or compressed files, as far as their
/// kinds of names show it. Also returns those written since then in a ring, next to the number
/// `written`.
std::set<FileId> newer_files(const std::vector<RotatedFile>& files,
                             const std::function<bool(const RotatedFile&)>& is_known,
                             std::optional<std::uint64_t> written, const timespec& since);

/// Returns the file with the number `written`. If the next file is the oldest by its time, as in a
/// ring, returns that, too: it may be truncated without any change of names.
std::set<FileId> ring_files(const std::vector<RotatedFile>& files,
                            std::optional<std::uint64_t> written);

}  // namespace logscan
