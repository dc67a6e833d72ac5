#pragma once

#include <cstdint>
#include <vector>

#include "logset/named_logs.h"
#include "state/positions.h"

namespace logscan {

/// A log and its files, oldest first.
struct ListedLog {
  NamedLog log;
  std::vector<ListedFile> files;
};

bool same_files(const std::vector<ListedLog>& a, const std::vector<ListedLog>& b);

/// Lists the files of logs. A file that has names of several logs, as hard links make them, belongs
/// to one of them: to the log that knows it, or else to the first that it was named for.
///
/// A known file that has no name of its log any more, but another one in the same folder, is listed
/// as the newest of the rotated files, unless that name is one of another log that is listed.
///
/// Files are unpacked as PresentFile does it. Throws FilesChanged.
std::vector<ListedLog> list_logs(const std::vector<NamedLog>& logs,
                                 const std::vector<LogPositions>& seen,
                                 std::uint64_t max_decompressed);

/// Moves what is known of files to the logs that they belong to now. Throws FilesChanged.
void follow_files(const std::vector<ListedLog>& listed, std::vector<LogPositions>& seen,
                  std::uint64_t max_decompressed);

}  // namespace logscan
