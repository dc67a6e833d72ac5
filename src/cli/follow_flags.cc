#include "cli/follow_flags.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "cli/byte_size.h"
#include "cli/usage_error.h"
#include "text/moment.h"
#include "text/safe_text.h"
#include "text/span.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongest = std::chrono::hours(24);
constexpr std::uint64_t kLongestMilliseconds = 1'000'000;

// `250ms`, and whatever parse_span() takes.
std::optional<milliseconds> duration(std::string_view text) {
  if (text.ends_with("ms")) {
    const std::optional<std::uint64_t> count =
        whole_number(std::string(text.substr(0, text.size() - 2)));
    if (!count || *count == 0 || *count > kLongestMilliseconds) return std::nullopt;
    return milliseconds(*count);
  }
  const std::optional<std::int64_t> seconds = parse_span(text);
  if (!seconds) return std::nullopt;
  return std::chrono::seconds(*seconds);
}

milliseconds read_duration(const char* flag, const std::string& text, milliseconds least,
                           const char* expected) {
  const std::optional<milliseconds> length = duration(text);
  if (!length || *length < least || *length > kLongest) {
    throw UsageError{fmt::format("{}: expected {}, got \"{}\"; see logscan --help", flag, expected,
                                 safe_text(text))};
  }
  return *length;
}

}  // namespace

FollowChoice read_follow(const FollowWords& words) {
  FollowChoice choice;
  choice.from_start = words.from_start;
  if (!words.interval.empty()) {
    choice.interval = read_duration("--interval", words.interval, milliseconds(10),
                                    "a length of time from 10ms to 1d");
  }
  if (!words.window.empty()) {
    choice.window = std::chrono::floor<std::chrono::seconds>(read_duration(
        "--window", words.window, std::chrono::seconds(1), "a length of time from 1s to 1d"));
  }
  if (!words.poll.empty()) {
    choice.poll =
        read_duration("--poll", words.poll, milliseconds(1), "a length of time from 1ms to 1d");
  }
  return choice;
}

}  // namespace logscan::cli
