#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/word_reader.h"

namespace logscan {

/// The longest span that parse_span() lets through: ten years, with three leap days.
constexpr std::int64_t kLongestSpan = std::int64_t{3653} * 86400;

/// A length of time in seconds, from 1 to kLongestSpan: `90s`, `5m`, `15min`, `1h`, `1d`, `2w`,
/// `1h30m`, `2 hours`. Each unit by its letter or as a word (`sec`, `min`, `hr`, with or without an
/// `s`), larger units before smaller ones; a day is 24 hours. A capital `M` alone is refused: it
/// often stands for months. Anything else is nullopt.
std::optional<std::int64_t> parse_span(std::string_view text);

constexpr std::int64_t kMaxSpanSeconds = std::int64_t{36500} * 86400;

/// The span at the front, as parse_span() has it, and the spaces behind it; 0 to kMostSpanSeconds.
/// Stops in front of what is no number.
std::optional<std::int64_t> read_span(WordReader& reader);

}  // namespace logscan
