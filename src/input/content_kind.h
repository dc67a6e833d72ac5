#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace logscan {

constexpr std::size_t kHeadBytes =
    16;  ///< what content_problem wants to see of an input, if it is that long

/// Why an input that starts with these bytes is no log of lines: compressed or UTF-16, by content
/// and not by name. The text names what it is and what to try. nullopt for everything else, binary
/// data included: that is judged line by line. Magic numbers: RFC 1952 (gzip), RFC 8878 (zstd), the
/// bzip2, xz and lz4 frame formats.
std::optional<std::string> content_problem(std::string_view head);

}  // namespace logscan
