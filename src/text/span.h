#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/word_reader.h"

namespace logscan {

/// The longest span that parse_span() accepts: ten years with three leap days.
constexpr std::int64_t kLongestSpan = std::int64_t{3653} * 86400;

/// Parses a length of time, from 1 second to kLongestSpan, and returns seconds: `90s`, `5m`,
/// `15min`, `1h`, `1d`, `2w`, `1h30m`, `2 hours`. A unit is a letter or a word (`sec`, `min`, `hr`,
/// with an optional `s`), and larger units come first. A day has 24 hours. A capital `M` alone is
/// rejected because it often means months. Returns nullopt for anything else.
std::optional<std::int64_t> parse_span(std::string_view text);

constexpr std::int64_t kMaxSpanSeconds = std::int64_t{36500} * 86400;

/// Reads a span as parse_span() defines it, of 0 to kMaxSpanSeconds, and the spaces after it. Stops
/// at the first thing that is not a number.
std::optional<std::int64_t> read_span(WordReader& reader);

}  // namespace logscan
