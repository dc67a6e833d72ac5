#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace logscan {

/// What logscan wrote itself.
enum class OwnFile : std::uint8_t { kPartial, kState, kReport };

/// How many bytes own_file() looks at.
constexpr std::size_t kOwnFileBytes = 64;

/// Recognises a file of logscan's own by its first bytes: partials and states by their first line,
/// JSON by its schema, metrics by their names, text by its first words. Returns nullopt for all
/// others. Records are among these: they look like other people's logs.
std::optional<OwnFile> own_file(std::string_view first_bytes);

inline bool is_own_file(std::string_view first_bytes) {
  return own_file(first_bytes).has_value();
}

/// "a partial report", "a state of logscan", "a report of logscan".
const char* own_file_name(OwnFile kind);

}  // namespace logscan
