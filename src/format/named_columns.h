#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// Columns with names, after those of the combined format: `rt=1.500 ua="10.0.0.1:80"` as in
/// nginx's main_ext format, and `response_time:0.010 x_forwarded_for:"192.0.2.1"` as Cloud
/// Foundry's gorouter writes them.
struct NamedColumns {
  /// nanoseconds; from rt, request_time, response_time, or latency with an `s`
  std::optional<std::int64_t> duration;
  std::string_view upstream;       ///< from ua or upstream_addr; null when missing or `-`
  std::string_view forwarded_for;  ///< from xff or x_forwarded_for; null likewise
};

/// Reads all named columns in `text` and skips other words.
NamedColumns read_named_columns(std::string_view text);

}  // namespace logscan
