#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "logscan/input.h"
#include "logscan/status.h"

/// The methods that are set beside the scan. Each reads for itself, in its own way, and knows
/// nothing of the others. All throw what Input::read() throws, and std::system_error when an input
/// has become shorter.
namespace logscan::detail {

/// The bytes of one input that the scan read: the first `bytes`.
struct Part {
  const Input* input = nullptr;
  std::uint64_t bytes = 0;
};

/// The size of the chunks of the method without carry-over, whatever the scan's block size.
constexpr std::size_t kChunk = 8192;

struct MethodCounts {
  std::optional<std::uint64_t> lines;                ///< null for a method that knows no lines
  std::array<std::uint64_t, kStatusCodes> errors{};  ///< only 400 to 599 are filled
};

/// The ninth piece of each line split at spaces, where it is three digits: std::istream,
/// std::getline, strings, a map. A line longer than `max_line` is read and counted, but not split:
/// its pieces alone could fill all memory.
MethodCounts count_line_by_line(const std::vector<Part>& parts, std::uint64_t max_line);

/// How many lines contain ` 404 `, and likewise for each code.
MethodCounts count_substring(const std::vector<Part>& parts);

/// How often ` 404 ` stands in chunks of kChunk bytes, searched one by one, and likewise for each
/// code.
MethodCounts count_chunked_substring(const std::vector<Part>& parts);

/// The status that the reference parser finds in each line.
MethodCounts count_reference(const std::vector<Part>& parts, std::uint64_t max_line);

/// Reads `count` bytes at `offset` unless the part ends before; returns how many. Throws where the
/// file is now shorter.
std::size_t read_part(const Part& part, std::uint64_t offset, char* to, std::size_t count);

/// Throws the std::system_error for an input that has become shorter since it was scanned.
[[noreturn]] void throw_became_shorter(const Input& input);

}  // namespace logscan::detail
