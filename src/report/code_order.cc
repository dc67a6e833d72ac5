#include "report/code_order.h"

#include <algorithm>

namespace logscan::detail {

std::vector<StatusCode> codes_seen(const std::array<std::uint64_t, kStatusCodes>& counts) {
  std::vector<StatusCode> codes;
  for (StatusCode code = 0; code < kStatusDash; ++code) {
    if (counts[code] != 0) codes.push_back(code);
  }
  for (const StatusCode code : {kStatusMinusOne, kStatusDash}) {
    if (counts[code] != 0) codes.push_back(code);
  }
  return codes;
}

std::vector<LogFormat> formats_by_lines(const std::array<std::uint64_t, kLogFormats>& lines) {
  std::vector<LogFormat> formats;
  for (std::size_t i = 0; i < kLogFormats; ++i) {
    if (lines[i] != 0) formats.push_back(static_cast<LogFormat>(i));
  }
  std::stable_sort(formats.begin(), formats.end(), [&lines](LogFormat a, LogFormat b) {
    return lines[static_cast<std::size_t>(a)] > lines[static_cast<std::size_t>(b)];
  });
  return formats;
}

}  // namespace logscan::detail
