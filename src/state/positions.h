#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "logscan/input.h"
#include "state/fingerprint.h"

namespace logscan {

/// To find a file by its id. An id is not for ever: when a file is deleted, its inode may be given
/// to another.
constexpr std::pair<std::uint64_t, std::uint64_t> key_of(const FileId& id) {
  return {id.device, id.inode};
}

/// How far a file was read. Offsets and sizes are of its text, decompressed.
struct SeenFile {
  FileId id;
  std::string name;  ///< as it was last seen, without folder; for messages
  InputIdentity identity;
  std::uint64_t offset = 0;  ///< all bytes in front are counted, or were passed over
  std::uint64_t lines = 0;   ///< in front of `offset`
  std::uint64_t size = 0;    ///< when last seen
  HeadPrint head;            ///< of what was there when last seen
  std::uint64_t tail = 0;    ///< print of the kPrintBytes in front of `offset`, or of all of them

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
