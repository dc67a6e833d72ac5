#pragma once

#include <cstdint>
#include <string_view>

namespace logscan {

// Whether a value looks like the field that its key's name suggests. Many a log has a `target`, a
// `method` or a `version` that is none of a request's.

/// `/a?b`, `https://example.com/`, `*`.
bool looks_like_target(std::string_view text);

/// Letters, dashes and underscores, at most 24.
bool looks_like_method(std::string_view text);

/// `HTTP/1.1`, in any case.
bool looks_like_protocol(std::string_view text);

/// Without blanks, slashes and quotes.
bool looks_like_host(std::string_view text);

/// In seconds since 1970: what is earlier is no time that somebody has logged, but a number of
/// something else.
constexpr std::int64_t kEarliest = 100'000'000;

/// In nanoseconds, three years. What is longer is no duration of a request but a time stamp, of
/// which some are called `time_ms`, too.
constexpr std::int64_t kLongestDuration = 100'000'000'000'000'000;

}  // namespace logscan
