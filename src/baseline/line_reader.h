#pragma once

#include <array>
#include <string>
#include <string_view>

#include "baseline/methods.h"
#include "baseline/reference_parser.h"
#include "logscan/log_line.h"
#include "os/page_buffer.h"

namespace logscan::detail {

/// One line as the reference sees it. The views live until the next call of the reader.
struct PlainLine {
  std::uint64_t number = 0;  ///< from 1
  std::uint64_t offset = 0;  ///< of the first byte, in the input
  std::uint64_t bytes = 0;   ///< with the terminator
  std::string_view raw;      ///< without the line feed
  std::string_view text;     ///< of raw, without the CR of the terminator, BOM and leading NULs
};

/// Reads the lines of a part one after the other, into a string. A line of any length is held in
/// memory whole.
class LineReader {
 public:
  explicit LineReader(const Part& part) : part_(part) {}

  /// The next line; false at the end of the part. Throws std::system_error.
  bool next(PlainLine& line);

 private:
  bool fill();

  Part part_;
  alignas(kPage) std::array<char, 64 * 1024> buffer_;
  std::string_view ahead_;  ///< of buffer_: not yet looked at
  std::uint64_t read_ = 0;  ///< bytes read from the input
  std::uint64_t next_offset_ = 0;
  std::uint64_t number_ = 0;
  std::string line_;
};

/// What the reference says of the line, and the limit on its length.
Verdict parse_plain(const PlainLine& line, std::uint64_t max_line, ReferenceParser& parser);

}  // namespace logscan::detail
