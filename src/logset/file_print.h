#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "logscan/file_id.h"
#include "logscan/input.h"

namespace logscan {

/// Number of bytes compared to recognise a file (I20): at its beginning, and before an offset.
constexpr std::size_t kPrintBytes = 4096;

/// Hashes of the first bytes of a file: of all of them, and up to the end of each line, so that a
/// shorter file can be compared, too.
struct HeadPrint {
  struct LineEnd {
    std::uint64_t at = 0;     ///< after the line feed
    std::uint64_t print = 0;  ///< hash of all bytes before
    friend bool operator==(const LineEnd&, const LineEnd&) = default;
  };
  static constexpr std::size_t kMostLines = 256;

  std::uint64_t length = 0;  ///< at most kPrintBytes
  std::uint64_t whole = 0;   ///< hash of all `length` bytes
  std::vector<LineEnd> lines;

  /// Returns the print of `head`: a file's first kPrintBytes, or all of it; likewise below.
  static HeadPrint of(std::string_view head);

  /// Returns whether these are the first bytes of `head`, which has at least `length`.
  bool begins(std::string_view head) const;

  /// Returns whether the complete lines of `head` (at least one), which is shorter than `length`,
  /// are the first lines of these bytes.
  bool begins_with_lines_of(std::string_view head) const;

  friend bool operator==(const HeadPrint&, const HeadPrint&) = default;
};

/// The data by which a file is recognised, whatever its name is by now. It is the same file if it
/// starts with the same bytes and has the same bytes before the offset. Its inode only decides
/// which file to try first, since the system may reuse the inode of a deleted file.
struct FilePrint {
  FileId id;
  HeadPrint head;            ///< of the content when it was last seen
  std::uint64_t offset = 0;  ///< how far the file was read
  std::uint64_t tail = 0;    ///< hash of the kPrintBytes before `offset`, or of all of them

  /// Returns whether a file with this head may contain everything that was read. Only the tail is
  /// proof.
  bool may_be_in(std::string_view file_head) const {
    if (file_head.size() >= head.length) return head.begins(file_head);
    // The text after the offset is gone.
    return offset > 0;
  }

  /// Returns whether a file with this head, which ends before the offset, may be the first part of
  /// this one.
  bool may_begin_with(std::string_view file_head) const {
    return file_head.size() >= head.length ? head.begins(file_head)
                                           : head.begins_with_lines_of(file_head);
  }

  friend bool operator==(const FilePrint&, const FilePrint&) = default;
};

/// A compressed file as stored on disk: its size, and its first and last kPrintBytes.
struct RawPrint {
  std::uint64_t size = 0;
  std::uint64_t head = 0;
  std::uint64_t tail = 0;

  friend bool operator==(const RawPrint&, const RawPrint&) = default;
};

/// Returns the identity of an input that starts with `head`: its first kPrintBytes, or all of it.
InputIdentity identity_of(std::string_view head);

/// Reads the first `bytes` of a seekable input, or all of it, and returns the identity. After a
/// read error it is that of the bytes before: a scan meets the same error, and reports it.
InputIdentity read_identity(const Input& input, std::uint64_t bytes = kPrintBytes);

/// Returns whether two inputs start with the same text, decompressed, as far as both can be read:
/// at least one byte and at most kAlikeBytes. Both can be read from the beginning afterwards.
bool begin_alike(const Input& a, const Input& b);
constexpr std::size_t kAlikeBytes = 64 * 1024;

}  // namespace logscan
