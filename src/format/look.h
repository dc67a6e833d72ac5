#pragma once

#include <cstdint>
#include <string_view>

namespace logscan {

// Tells whether a value looks like the field that its key suggests. Many logs have a `target`, a
// `method` or a `version` that does not belong to a request.

/// Accepts `/a?b`, `https://example.com/` and `*`.
bool looks_like_target(std::string_view text);

/// Accepts up to 24 letters, dashes and underscores.
bool looks_like_method(std::string_view text);

/// Accepts `HTTP/1.1`, in any case.
bool looks_like_protocol(std::string_view text);

/// Accepts text without blanks, slashes and quotes.
bool looks_like_host(std::string_view text);

/// In seconds since 1970. An earlier time is not the time of a logged request, but some other
/// number.
constexpr std::int64_t kEarliest = 100'000'000;

/// In nanoseconds: three years. Anything longer is not the duration of a request but a time stamp,
/// since some logs call one `time_ms`, too.
constexpr std::int64_t kLongestDuration = 100'000'000'000'000'000;

}  // namespace logscan
