#include "cli/state_flags.h"

#include <cstdint>
#include <optional>

#include "cli/usage_error.h"
#include "text/safe_text.h"
#include "text/span.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

std::chrono::seconds read_wait(const std::string& text) {
  if (text == "0") return std::chrono::seconds(0);
  const std::optional<std::int64_t> seconds = parse_span(text);
  if (!seconds) {
    throw UsageError{fmt::format(
        "--wait: expected a length of time such as 60s or 5m, or 0, got \"{}\"; see logscan -h",
        safe_text(text))};
  }
  return std::chrono::seconds(*seconds);
}

}  // namespace

StateOptions read_state(const StateWords& words) {
  StateOptions options;
  options.state = words.state;
  options.commit = words.commit;
  options.rollback = words.rollback;
  options.cumulative = words.cumulative;
  options.hold = words.no_commit;
  if (!words.wait.empty()) options.wait = read_wait(words.wait);
  return options;
}

}  // namespace logscan::cli
