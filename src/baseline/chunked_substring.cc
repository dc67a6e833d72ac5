// The reader that loses matches: chunks are searched one by one, and what lies across an edge is in
// neither.
#include "baseline/methods.h"
#include "baseline/pattern.h"
#include "os/page_buffer.h"

namespace logscan::detail {

MethodCounts count_chunked_substring(const std::vector<Part>& parts) {
  MethodCounts counts;
  alignas(kPage) std::array<char, kChunk> chunk;
  for (const Part& part : parts) {
    for (std::uint64_t offset = 0; offset < part.bytes; offset += kChunk) {
      const std::size_t size = read_part(part, offset, chunk.data(), chunk.size());
      for_each_error_pattern({chunk.data(), size}, [&](StatusCode code) { ++counts.errors[code]; });
    }
  }
  return counts;
}

}  // namespace logscan::detail
