#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace logscan {

/// So many bytes are looked at to know a file again: at its beginning, and in front of an offset.
constexpr std::size_t kPrintBytes = 4096;

/// XXH3 of some bytes. The same on every machine.
std::uint64_t print_of(std::string_view bytes);

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

/// A compressed file as it lies on the disk: its size, and its first and last kPrintBytes.
struct RawPrint {
  std::uint64_t size = 0;
  std::uint64_t head = 0;
  std::uint64_t tail = 0;

  friend bool operator==(const RawPrint&, const RawPrint&) = default;
};

}  // namespace logscan
