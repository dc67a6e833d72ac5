#pragma once

#include <cstdint>
#include <string>

namespace logscan {

/// An event on a followed log.
struct FollowNote {
  enum class Kind : std::uint8_t {
    kAppeared,  ///< the file was missing and now exists
    kRotated,   ///< another file has its name now; the old one is read to its end
    kCut,      ///< the same file was truncated, as copytruncate does; it is read from its beginning
    kMissing,  ///< no file has its name; if one had it, that is still read
    kUnreadable,  ///< it exists but cannot be read; `problem` has the reason
    kSameFile,    ///< its file is already followed under another name
    kNoLog,       ///< a folder or pattern without an access log so far; `problem` has the reason
  };

  Kind kind;
  std::string path;            ///< as it was named
  std::string problem = {};    ///< with kUnreadable and kNoLog
  bool may_have_lost = false;  ///< with kCut: the last lines before it may have been missed
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
