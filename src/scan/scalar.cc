#include "scan/scalar.h"

namespace logscan {

void scan_scalar(const char* data, std::size_t size, LineIndex& index) {
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint32_t position = static_cast<std::uint32_t>(i);
    if (data[i] == '"') {
      index.quotes()[index.quote_count++] = position;
    } else if (data[i] == '\n') {
      index.ends()[index.line_count++] = position;
    }
  }
  index.finish();
}

void match_nothing(const char* /*data*/, const LineIndex& /*index*/, LinePlace /*first*/,
                   const MinuteText& /*minute*/, PlainRun& run) {
  run.count = 0;
}

}  // namespace logscan
