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

/// What there is to read of one log, whose files are there now as they are given, oldest first.
/// `is_first`: it was never read before, though some of its files may have been, for another log.
/// The plan has one log. Throws FilesChanged and std::system_error.
ReadingPlan plan_log(const NamedLog& log, const std::vector<SeenFile>& seen, bool is_first,
                     const std::vector<PresentFile>& files, std::uint64_t window);

}  // namespace logscan
