#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "logscan/file_id.h"
#include "logscan/input.h"

namespace logscan {

/// How many bytes of a file are compared to recognize it (I20): at its beginning, and before an
/// offset.
constexpr std::size_t kPrintBytes = 4096;

/// The first bytes of a file: all of them, and up to each line's end, so that a file of which less
/// is there can be compared, too.
struct HeadPrint {
  struct LineEnd {
    std::uint64_t at = 0;     ///< behind the line feed
    std::uint64_t print = 0;  ///< of all bytes in front
    friend bool operator==(const LineEnd&, const LineEnd&) = default;
  };
  static constexpr std::size_t kMostLines = 256;

  std::uint64_t length = 0;  ///< at most kPrintBytes
  std::uint64_t whole = 0;   ///< of all `length` bytes
  std::vector<LineEnd> lines;

  /// `head` is a file's first kPrintBytes, or all of it; likewise below.
  static HeadPrint of(std::string_view head);

  /// Whether these are the first bytes of `head`, which has at least `length`.
  bool begins(std::string_view head) const;

  /// Whether the whole lines of `head`, which is shorter than `length`, are the first ones of
  /// these. At least one.
  bool begins_with_lines_of(std::string_view head) const;

  friend bool operator==(const HeadPrint&, const HeadPrint&) = default;
};

/// How a file is recognized, whatever its name is by now. It is the same file if it begins with the
/// same bytes and has the same ones before the offset. Its inode only says which file to try first:
/// once a file is deleted, the system may give its inode to another.
struct FilePrint {
  FileId id;
  HeadPrint head;            ///< of what was there when it was last seen
  std::uint64_t offset = 0;  ///< how far the file was read
  std::uint64_t tail = 0;    ///< hash of the kPrintBytes before `offset`, or of all of them

  /// Whether a file with this head may have all that was read. Only the tail can tell.
  bool may_be_in(std::string_view file_head) const {
    if (file_head.size() >= head.length) return head.begins(file_head);
    // What was there after the offset is not there any more.
    return offset > 0;
  }

  /// Whether a file with this head, which ends before the offset, may be the first part of this
  /// one.
  bool may_begin_with(std::string_view file_head) const {
    return file_head.size() >= head.length ? head.begins(file_head)
                                           : head.begins_with_lines_of(file_head);
  }

  friend bool operator==(const FilePrint&, const FilePrint&) = default;
};

/// A compressed file as it lies on the disk: its size, and its first and last kPrintBytes.
struct RawPrint {
  std::uint64_t size = 0;
  std::uint64_t head = 0;
  std::uint64_t tail = 0;

  friend bool operator==(const RawPrint&, const RawPrint&) = default;
};

/// Whether two inputs begin with the same bytes, decompressed, as far as both can be read: at least
/// one and at most kAlikeBytes. They can be read from the beginning afterwards.
bool begin_alike(const Input& a, const Input& b);
constexpr std::size_t kAlikeBytes = 64 * 1024;

}  // namespace logscan
