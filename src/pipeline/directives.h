#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "logscan/input.h"
#include "logscan/layouts.h"
#include "logscan/pipeline.h"

namespace logscan {

/// The `#Fields:` directives of one input that can be read at any offset. Looked for when first
/// asked, all at once: so a range in the middle of a file knows what is in force there, and an
/// input whose lines need none is not read twice. For many threads.
class Directives {
 public:
  /// The last one in a line that begins before `offset`, and is a comment in a run with these
  /// options. Throws std::system_error.
  std::optional<W3cFields> before(const Input& input, std::uint64_t offset,
                                  const PipelineOptions& options);

 private:
  void find_all(const Input& input, const PipelineOptions& options);

  std::once_flag once_;
  std::vector<std::pair<std::uint64_t, W3cFields>> found_;  ///< with the offset of their lines
};

}  // namespace logscan
