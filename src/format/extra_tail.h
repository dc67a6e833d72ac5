#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// What servers write behind the fields of common and combined.
struct ExtraTail {
  enum class Kind : std::uint8_t { kNone, kNumbers, kIngressNginx, kTraefik };

  Kind kind = Kind::kNone;
  std::optional<std::int64_t> duration;  ///< nanoseconds
  std::string_view upstream;             ///< null when missing or `-`
};

/// Cuts the bytes from behind the last field, where there is a space, to the line's end. Numbers
/// are one or more words of digits, with a fraction or not, or `-`; one is no `-`. What they count
/// is not in the line: microseconds, seconds and bytes look the same.
ExtraTail cut_extra(std::string_view text);

/// Cuts what APISIX writes around referer and agent: seconds between the bytes and the referer;
/// addresses, statuses and times of the servers it asked, and a quoted URL, behind the agent to the
/// line's end. Nullopt when it is something else; `kind` is none.
std::optional<ExtraTail> cut_apisix(std::string_view between, std::string_view after);

}  // namespace logscan
