#pragma once

#include <ctime>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "logscan/file_id.h"
#include "logset/rotated_files.h"

namespace logscan {

/// The file that was written last, by its time: one with a number, or the live one.
std::optional<FileId> newest_file(const std::vector<RotatedFile>& files,
                                  const std::optional<RotatedFile>& live);

/// The number of the file that a log is written to: 0 for the one with its name. rotatelogs -n
/// writes to access.log, access.log.1, access.log.2 and so on in turn, and truncates each first.
std::optional<std::uint64_t> written_number(const std::vector<RotatedFile>& files,
                                            const std::optional<FileId>& live,
                                            const std::optional<FileId>& written);

/// The files that are newer by name than all that are known or compressed, as far as their kinds of
/// names tell; and those that were written since then in a ring, next to the number `written`.
std::set<FileId> newer_files(const std::vector<RotatedFile>& files,
                             const std::function<bool(const RotatedFile&)>& is_known,
                             std::optional<std::uint64_t> written, const timespec& since);

/// The file with the number `written`, and the next one, if that is the oldest by its time, as in a
/// ring: whoever rotates the log may truncate it without a name being changed.
std::set<FileId> ring_files(const std::vector<RotatedFile>& files,
                            std::optional<std::uint64_t> written);

}  // namespace logscan
