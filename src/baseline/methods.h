#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "logscan/input.h"
#include "logscan/status.h"

/// The methods that are compared with the scan. Each reads the inputs independently, in its own
/// way. All throw what Input::read() throws, and std::system_error if an input has become shorter.
namespace logscan::detail {

/// The bytes that the scan read from an input: the first `bytes`.
struct Part {
  const Input* input = nullptr;
  std::uint64_t bytes = 0;
  const std::function<void(std::uint64_t)>* progress = nullptr;  ///< gets the bytes read, if any
};

/// The chunk size of count_chunked_substring(); independent of the scan's block size.
constexpr std::size_t kChunk = 8192;

struct MethodCounts {
  std::optional<std::uint64_t> lines;                ///< Null if the method does not count lines.
  std::array<std::uint64_t, kStatusCodes> errors{};  ///< Only 400 to 599 are set.
};

/// Splits each line at spaces and counts the ninth word if it is three digits, with std::istream,
/// std::getline, strings and a map. A line longer than `max_line` is counted, but not split, since
/// its words could exhaust memory.
MethodCounts count_line_by_line(const std::vector<Part>& parts, std::uint64_t max_line);

/// Counts the lines that contain ` 404 `, and likewise for each other code.
MethodCounts count_substring(const std::vector<Part>& parts);

/// Counts the occurrences of ` 404 ` in chunks of kChunk bytes, and likewise for each other code.
MethodCounts count_chunked_substring(const std::vector<Part>& parts);

/// Counts the statuses that the reference parser finds.
MethodCounts count_reference(const std::vector<Part>& parts, std::uint64_t max_line);

/// Reads `count` bytes at `offset`, fewer only if the part ends before; returns the number read.
/// Throws std::system_error if the input has become shorter since it was scanned.
std::size_t read_part(const Part& part, std::uint64_t offset, char* to, std::size_t count);

}  // namespace logscan::detail
