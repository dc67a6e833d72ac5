#pragma once

#include <cstdint>
#include <optional>

#include "text/word_reader.h"

namespace logscan {

constexpr std::int64_t kMostSpanSeconds = std::int64_t{36500} * 86400;

/// The span at the front, as parse_span() has it, and the spaces behind it; 0 to kMostSpanSeconds.
/// Stops in front of what is no number.
std::optional<std::int64_t> read_span(WordReader& reader);

}  // namespace logscan
