#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// The shape that a format name asks of what stands behind the status: bytes, then exactly none,
/// two or three quoted fields, or what extra_tail.h knows, single spaces between them.
enum class TailShape : std::uint8_t {
  kBytes,
  kCombined,
  kForwarded,
  kBytesNumbers,
  kCombinedNumbers,
  kIngressNginx,
  kTraefik,
  kOther
};

/// What stands behind the status of a quote-delimited line: bytes, then quoted fields, other tokens
/// between them allowed.
struct Tail {
  std::optional<std::uint64_t> bytes;
  std::string_view referer;              ///< null when missing or `-`
  std::string_view agent;                ///< likewise
  std::string_view forwarded_for;        ///< likewise
  std::optional<std::int64_t> duration;  ///< nanoseconds
  std::string_view upstream;             ///< null likewise
  std::string_view client;  ///< null but in gorouter's lines, where the host stands in its place
  TailShape shape = TailShape::kOther;
};

/// The shape alone.
TailShape tail_shape(std::string_view text);

/// Cuts the bytes from behind the status to the line's end.
Tail cut_tail(std::string_view text);

/// A number of bytes; null when it is none, or not below 2^63.
std::optional<std::uint64_t> parse_bytes(std::string_view text);

}  // namespace logscan
