#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logscan::remote {

/// Content-Range: which bytes a response holds, [begin, end), and of how many.
struct ContentRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;  ///< 0 in the answer to a range that does not exist
  std::optional<std::uint64_t> total;
};

/// What the header of a response says.
struct Response {
  long status = 0;
  std::string etag;  ///< with its quotes
  std::string last_modified;
  std::optional<std::uint64_t> length;  ///< of the body
  std::optional<ContentRange> range;
  std::uint32_t retry_after = 0;  ///< seconds; 0 if the server names none
  std::string location;           ///< of a redirect, as the server writes it
  std::string bucket_region;      ///< of S3

  /// Takes one line of a header. A status line starts a new response.
  void take_line(std::string_view line);
};

}  // namespace logscan::remote
