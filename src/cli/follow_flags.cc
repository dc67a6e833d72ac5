#include "cli/follow_flags.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "cli/byte_size.h"
#include "cli/command_line.h"
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
                           const char* wants) {
  const std::optional<milliseconds> length = duration(text);
  if (!length || *length < least || *length > kLongest) {
    throw UsageError{fmt::format("{}: wants {}, and was given \"{}\"; see logscan --help", flag,
                                 wants, safe_text(text))};
  }
  return *length;
}

}  // namespace

void define_follow_flags(CommandLine& app, FollowWords& words) {
  const FlagGroup group(app, kFollowing);
  FlagGroup(app).flag("-F,--follow", words.follow,
                      "go on with what is written to the logs from now on\n"
                      "On a terminal a view that is refreshed, else one JSON object\n"
                      "a line. Goes by the names of the logs, through rotations of\n"
                      "every kind; waits for logs that are not there yet, also in\n"
                      "a folder or for a pattern.");
  group.flag("--from-start", words.from_start,
             "count what the logs hold already, too\n"
             "Rates of these requests are by their time stamps.");
  group.text("--interval", words.interval, "SPAN",
             "an object each SPAN, 10ms to 1d, also when nothing came\n"
             "(default: as soon as something came, after 50ms at most).\n"
             "The view on a terminal has its own pace.");
  group.text("--window", words.window, "SPAN",
             "what the view on a terminal covers, 1s to 1d (default: 1m)\n"
             "In whole seconds. JSON objects cover what came since the last.");
  group.text("--poll", words.poll, "SPAN",
             "look at the logs each SPAN, 1ms to 1d, without inotify\n"
             "Logs on file systems of other machines, where inotify does\n"
             "not tell what they write, are looked at every 100ms anyway.");
}

FollowChoice read_follow(const FollowWords& words) {
  FollowChoice choice;
  choice.on = words.follow;
  choice.from_start = words.from_start;
  const char* const alone = words.from_start          ? "--from-start"
                            : !words.interval.empty() ? "--interval"
                            : !words.window.empty()   ? "--window"
                            : !words.poll.empty()     ? "--poll"
                                                      : nullptr;
  if (alone != nullptr && !words.follow)
    throw UsageError{fmt::format("{}: says how logs are followed; add --follow", alone)};
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
