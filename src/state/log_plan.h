#pragma once

#include <cstdint>
#include <vector>

#include "logset/named_logs.h"
#include "state/positions.h"
#include "state/present_file.h"
#include "state/reading.h"

namespace logscan {

/// A log and its files, oldest first.
struct ListedLog {
  NamedLog log;
  std::vector<ListedFile> files;
};

bool same_files(const std::vector<ListedLog>& a, const std::vector<ListedLog>& b);

/// Lists the files of logs. A file with names of several logs (hard links) belongs to one of them:
/// the log that knows it, or else the first that it was named for.
///
/// A known file may have lost its name of the log but have another name in the same folder. It is
/// then listed as the newest of the rotated files, unless that name belongs to another listed log.
///
/// Files are decompressed as by PresentFile. Throws FilesChanged.
std::vector<ListedLog> list_logs(const std::vector<NamedLog>& logs,
                                 const std::vector<LogPositions>& seen,
                                 std::uint64_t max_decompressed);

/// Moves the positions of files to the logs that they belong to now. Throws FilesChanged.
void follow_files(const std::vector<ListedLog>& listed, std::vector<LogPositions>& seen,
                  std::uint64_t max_decompressed);

/// Plans the reading of one log with the given files, oldest first. `is_first` means that the log
/// was never read, though some of its files may have been read for another log. The plan has one
/// log. Throws FilesChanged and std::system_error.
ReadingPlan plan_log(const NamedLog& log, const std::vector<SeenFile>& seen, bool is_first,
                     const std::vector<PresentFile>& files, std::uint64_t window);

}  // namespace logscan
