#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "logscan/input.h"
#include "logset/file_print.h"

namespace logscan {

/// How far a file was read: every byte before the offset is counted, or was passed over. Offsets
/// and sizes are those of its text, decompressed.
struct SeenFile : FilePrint {
  std::string name;  ///< as it was last seen, without folder; for messages
  InputIdentity identity;
  std::uint64_t lines = 0;  ///< before `offset`
  std::uint64_t size = 0;   ///< when last seen

  /// Compressed files that are known to hold nothing that is not counted.
  std::vector<RawPrint> compressed;

  bool passed_over = false;  ///< was there before the log was first read, and is not to be counted
  bool unmeasured = false;   ///< passed over, compressed and never unpacked: only `head` is known
  bool finished = false;     ///< a newer file of the log was written when it was last seen
  bool gone = false;         ///< is not there any more, which was said

  friend bool operator==(const SeenFile&, const SeenFile&) = default;
};

/// The files of one log.
struct LogPositions {
  std::string key;  ///< the log's own name with its folder, from the root
  std::vector<SeenFile> files;

  friend bool operator==(const LogPositions&, const LogPositions&) = default;
};

}  // namespace logscan
