#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// Columns that name themselves, behind those of combined: `rt=1.500 ua="10.0.0.1:80"`, as nginx's
/// main_ext format writes them, and `response_time:0.010 x_forwarded_for:"192.0.2.1"`, as Cloud
/// Foundry's gorouter does.
struct NamedColumns {
  std::optional<std::int64_t>
      duration;               ///< nanoseconds; rt, request_time, response_time, latency with an `s`
  std::string_view upstream;  ///< ua, upstream_addr; null when missing or `-`
  std::string_view forwarded_for;  ///< xff, x_forwarded_for; null likewise
};

/// Reads all of them in `text`; other words are passed over.
NamedColumns read_named_columns(std::string_view text);

}  // namespace logscan
