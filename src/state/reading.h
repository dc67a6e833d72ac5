#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "logset/named_logs.h"
#include "state/positions.h"

namespace logscan {

/// A file that is missing, or cannot be read; it stays for the next run.
struct Unreadable {
  std::string path;
  std::string why;  ///< and what to try
};

/// What a run is told to read.
struct LogFiles {
  std::vector<std::string> paths;       ///< some files of each log
  std::vector<Unreadable> others = {};  ///< folders that could not be listed, for the report
  std::vector<std::string> known = {};  ///< logs of folders, which need not be there any more
  std::set<std::string> found = {};     ///< paths that the user did not name: see stat_found()
  std::uint64_t max_decompressed = std::numeric_limits<std::uint64_t>::max();  ///< see Input
};

/// Lines that are to be read of one file, and what it looked like.
struct Reading {
  std::string path;
  FileId id;
  std::size_t log = 0;  ///< which of the positions: of the logs, and there of the files
  std::size_t file = 0;
  std::uint64_t begin = 0;  ///< as for Input::select()
  std::uint64_t end = 0;
  std::uint64_t lines_before = 0;
  std::optional<RawPrint> compressed;
  bool is_broken = false;  ///< then `end` is behind what can be had
};

/// A file of a log of which there is nothing to read.
struct IdleFile {
  std::string path;
  FileId id;
};

/// Bytes that were there, or may have been, and were never read.
struct Lost {
  std::string path;         ///< of the file, when it was last seen
  std::uint64_t from = 0;   ///< offset
  std::uint64_t bytes = 0;  ///< so many were seen
  bool maybe_more = false;  ///< and perhaps others came behind them

  friend bool operator==(const Lost&, const Lost&) = default;
};

/// What there is to read, and where all files stand when it has been read.
struct ReadingPlan {
  std::vector<LogPositions> positions;
  std::vector<Reading> readings;
  std::vector<Unreadable> unreadable;
  std::vector<IdleFile> idle;
  std::vector<Lost> lost;
  std::uint64_t pending_bytes = 0;  ///< of last lines that are still being written
};

/// Looks at the logs' files and finds out what is new in them. Logs that are not named stay as they
/// are. `window` is the number of this reading. Of a compressed file at most
/// `max_decompressed` bytes of text are unpacked. Throws FilesChanged when they change meanwhile.
ReadingPlan plan_reading(
    const std::vector<LogPositions>& seen, const std::vector<NamedLog>& logs, std::uint64_t window,
    std::uint64_t max_decompressed = std::numeric_limits<std::uint64_t>::max());

}  // namespace logscan
