#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "logscan/aggregate.h"
#include "logset/named_logs.h"
#include "state/positions.h"

namespace logscan {

/// A file that is missing or cannot be read. It is kept for the next run.
struct Unreadable {
  std::string path;
  std::string why;  ///< the reason, and what to try
};

/// The files that a run should read.
struct LogFiles {
  std::vector<std::string> paths;       ///< some files of each log
  std::vector<Unreadable> others = {};  ///< folders that could not be listed, for the report
  std::vector<std::string> known = {};  ///< logs in folders, which may no longer exist
  std::set<std::string> found = {};     ///< paths that the user did not name; see stat_found()
  std::uint64_t max_decompressed = std::numeric_limits<std::uint64_t>::max();  ///< see Input
};

/// The lines to read from one file, and the file's appearance.
struct Reading {
  std::string path;
  FileId id;
  std::size_t log = 0;  ///< index of the log in the positions, and of the file in the log
  std::size_t file = 0;
  std::uint64_t begin = 0;  ///< as for Input::select()
  std::uint64_t end = 0;
  std::uint64_t lines_before = 0;
  std::optional<RawPrint> compressed;
  bool is_broken = false;  ///< `end` is then past the readable text
};

/// A file of a log with nothing to read.
struct IdleFile {
  std::string path;
  FileId id;
};

/// Bytes that existed, or may have existed, and were never read.
struct Lost {
  std::string path;         ///< of the file, when it was last seen
  std::uint64_t from = 0;   ///< offset
  std::uint64_t bytes = 0;  ///< bytes known to be lost
  bool maybe_more = false;  ///< more may have followed

  friend bool operator==(const Lost&, const Lost&) = default;
};

/// The readings, and the positions of all files after them.
struct ReadingPlan {
  std::vector<LogPositions> positions;
  std::vector<Reading> readings;
  std::vector<Unreadable> unreadable;
  std::vector<IdleFile> idle;
  std::vector<Lost> lost;
  std::uint64_t pending_bytes = 0;  ///< of last lines that are still being written
};

/// Examines the files of the logs and plans to read what is new. Logs that are not named are
/// unchanged. `window` is the number of this reading. Decompresses at most `max_decompressed` bytes
/// of text per file. Throws FilesChanged if files change meanwhile.
ReadingPlan plan_reading(
    const std::vector<LogPositions>& seen, const std::vector<NamedLog>& logs, std::uint64_t window,
    std::uint64_t max_decompressed = std::numeric_limits<std::uint64_t>::max());

/// The results of a reading, and the positions after it.
struct WindowReading {
  ReadingPlan plan;
  Aggregate findings;
};

/// Reads what is new in the logs. Each line is counted once, or left for the next reading, whatever
/// happens to the files meanwhile. If files change, it reads them again. Throws StateError if they
/// never settle, and what collect() throws.
WindowReading read_window(const std::vector<LogPositions>& seen, const LogFiles& logs,
                          std::uint64_t number, const EngineOptions& options);

}  // namespace logscan
