#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// The part after the status as format names require it: bytes, then exactly zero, two or three
/// quoted fields, or the columns of ExtraTail, separated by single spaces.
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

/// The part of a quote-delimited line after its status: bytes, then quoted fields, with other
/// tokens allowed in between.
struct Tail {
  std::optional<std::uint64_t> bytes;
  std::string_view referer;              ///< null when missing, `-`, or not like one
  std::string_view agent;                ///< likewise
  std::string_view forwarded_for;        ///< likewise
  std::optional<std::int64_t> duration;  ///< nanoseconds
  std::string_view upstream;             ///< null likewise
  /// null except in gorouter's lines, which have the host in the client's place
  std::string_view client;
  TailShape shape = TailShape::kOther;
};

/// Returns only the shape.
TailShape tail_shape(std::string_view text);

/// Returns the shape of a combined tail with further columns: `text` starts with the space after
/// the agent, and no quote follows that.
TailShape further_columns(std::string_view text);

/// Cuts the text from the end of the status to the end of the line.
Tail cut_tail(std::string_view text);

/// Parses a number of bytes. Returns nullopt when the text is not a number below 2^63.
std::optional<std::uint64_t> parse_bytes(std::string_view text);

/// Returns the length of the status at `status`: three digits, a single `-` or `0`, or `-1`. The
/// line is known to have one there.
inline std::size_t status_length(const char* status) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (status[0] == '-' && status[1] == '1') return 2;
  return digit(status[0]) && digit(status[1]) ? 3 : 1;
}

}  // namespace logscan
