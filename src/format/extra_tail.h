#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// Columns that servers append to the common and combined formats.
struct ExtraTail {
  enum class Kind : std::uint8_t { kNone, kNumbers, kIngressNginx, kTraefik };

  Kind kind = Kind::kNone;
  std::optional<std::int64_t> duration;  ///< nanoseconds
  std::string_view upstream;             ///< null when missing or `-`
};

/// Cuts the rest of a line from the space after its last standard field. Numbers are words of
/// digits, perhaps with a fraction, or `-`; at least one is not `-`. Their meaning is not in the
/// line: microseconds, seconds and bytes look the same.
ExtraTail cut_extra(std::string_view text);

/// Cuts the columns that APISIX writes around referer and agent. `between` lies between the bytes
/// and the referer: seconds. `after` follows the agent: addresses, statuses and times of the
/// upstream servers, and a quoted URL. Returns nullopt for any other text; `kind` of the result is
/// kNone.
std::optional<ExtraTail> cut_apisix(std::string_view between, std::string_view after);

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
