#pragma once

#include <array>
#include <string>
#include <string_view>

#include "baseline/methods.h"
#include "baseline/reference_parser.h"
#include "logscan/log_line.h"
#include "os/page_buffer.h"

namespace logscan::detail {

/// One line as the reference sees it. The views are valid until the next call on the reader.
struct PlainLine {
  std::uint64_t number = 0;  ///< Starts at 1.
  std::uint64_t offset = 0;  ///< Offset of the first byte in the input.
  std::uint64_t bytes = 0;   ///< Size with the terminator.
  std::string_view raw;      ///< Without the line feed.
  std::string_view text;     ///< Part of raw, without the terminator's CR, BOM and leading NULs.
};

/// Reads the lines of a part in order. Keeps each line in memory, whatever its length.
class LineReader {
 public:
  explicit LineReader(const Part& part) : part_(part) {}

  /// Reads the next line; returns false at the end of the part. Throws std::system_error.
  bool next(PlainLine& line);

 private:
  bool fill();

  Part part_;
  alignas(kPage) std::array<char, 64 * 1024> buffer_;
  std::string_view ahead_;  ///< The bytes of buffer_ that are not consumed.
  std::uint64_t read_ = 0;  ///< Bytes read from the input.
  std::uint64_t next_offset_ = 0;
  std::uint64_t number_ = 0;
  std::string line_;
};

/// Parses a line with the reference; a line longer than `max_line` is too long.
Verdict parse_plain(const PlainLine& line, std::uint64_t max_line, ReferenceParser& parser);

}  // namespace logscan::detail
