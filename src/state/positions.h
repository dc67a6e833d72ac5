#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "logscan/input.h"
#include "logset/file_print.h"

namespace logscan {

/// How far a file was read: every byte before the offset was counted or passed over. Offsets and
/// sizes are those of the decompressed text.
struct SeenFile : FilePrint {
  std::string name;  ///< when last seen, without folder; for messages
  InputIdentity identity;
  std::uint64_t lines = 0;  ///< before `offset`
  std::uint64_t size = 0;   ///< when last seen

  /// Compressed files known to hold nothing uncounted.
  std::vector<RawPrint> compressed;

  bool passed_over = false;  ///< existed before the log was first read, and does not count
  /// Passed over, compressed and never decompressed: only `head` is known.
  bool unmeasured = false;
  bool finished = false;  ///< when last seen, a newer file of the log was being written
  bool gone = false;      ///< no longer exists, and that was reported

  friend bool operator==(const SeenFile&, const SeenFile&) = default;
};

/// The files of one log.
struct LogPositions {
  std::string key;  ///< the log's own name with its folder, as an absolute path
  std::vector<SeenFile> files;

  friend bool operator==(const LogPositions&, const LogPositions&) = default;
};

}  // namespace logscan
