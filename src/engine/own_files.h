#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// A kind of file that logscan writes and must not read as a log.
enum class OwnFile : std::uint8_t { kPartial, kState, kReport };

/// The markers at the start of logscan's files, for their writers and for own_file().
inline constexpr std::string_view kPartialMarker = "logscan partial ";
inline constexpr std::string_view kStateMarker = "logscan state ";
inline constexpr std::string_view kSchemaMarker = "logscan.";  ///< JSON: starts the first value
inline constexpr std::string_view kMetricMarker = "logscan_";  ///< OpenMetrics: starts each name

/// The number of bytes that own_file() needs.
constexpr std::size_t kOwnFileBytes = 64;

/// Recognises a file of logscan by its first bytes; returns nullopt for any other file.
///
/// All except text reports begin with a marker. In a text report, a marker would show in a
/// terminal, a mail or a diff, so it is recognised by the labels of its first line. Records are not
/// recognised, because they look like any other log.
std::optional<OwnFile> own_file(std::string_view first_bytes);

inline bool is_own_file(std::string_view first_bytes) {
  return own_file(first_bytes).has_value();
}

/// Returns "a partial report", "a state of logscan" or "a report of logscan".
const char* own_file_name(OwnFile kind);

}  // namespace logscan
