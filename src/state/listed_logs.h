#pragma once

#include <vector>

#include "state/named_logs.h"
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
/// A log whose name is such a link may lose the file that the name led to before. If that file has
/// a name of another log in the same folder, that log is listed as well.
std::vector<ListedLog> list_logs(const std::vector<NamedLog>& logs,
                                 const std::vector<LogPositions>& seen);

/// Moves what is known of files to the logs that they belong to now.
void follow_files(const std::vector<ListedLog>& listed, std::vector<LogPositions>& seen);

}  // namespace logscan
