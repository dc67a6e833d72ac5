#pragma once

#include <cstdint>
#include <string>

namespace logscan {

/// Something that happened to a log while it was followed.
struct FollowNote {
  enum class Kind : std::uint8_t {
    kAppeared,    ///< it was not there, and is
    kRotated,     ///< another file has its name now; the old one is read to its end
    kCut,         ///< the same file was cut short, as copytruncate does; it is read from its front
    kMissing,     ///< nothing has its name; if a file had it, that is read on
    kUnreadable,  ///< it is there and cannot be read; `problem` says why
    kSameFile,    ///< it is a file that is followed by another name already
    kNoLog,       ///< a folder or a pattern, where no access log is so far; `problem` says why
  };

  Kind kind;
  std::string path;            ///< as it was named
  std::string problem = {};    ///< of kUnreadable and kNoLog
  bool may_have_lost = false;  ///< of kCut: lines that came right before it were maybe not read
};

constexpr const char* note_name(FollowNote::Kind kind) {
  switch (kind) {
    case FollowNote::Kind::kAppeared:
      return "appeared";
    case FollowNote::Kind::kRotated:
      return "rotated";
    case FollowNote::Kind::kCut:
      return "cut";
    case FollowNote::Kind::kMissing:
      return "missing";
    case FollowNote::Kind::kUnreadable:
      return "unreadable";
    case FollowNote::Kind::kSameFile:
      return "same_file";
    case FollowNote::Kind::kNoLog:
      return "no_log";
  }
  return "";
}

}  // namespace logscan
