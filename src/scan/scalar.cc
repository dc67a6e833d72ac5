#include "scan/scalar.h"

namespace logscan {

void scan_scalar(const char* data, std::size_t size, LineIndex& index) {
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] == '"' || data[i] == '\n') {
      index.marks()[index.mark_count++] = static_cast<std::uint32_t>(i);
    }
  }
  index.finish(size);
}

void match_nothing(const char* /*data*/, const LineIndex& /*index*/, LinePosition /*first*/,
                   const MinuteText& /*minute*/, PlainRun& run) {
  run.count = 0;
}

}  // namespace logscan
