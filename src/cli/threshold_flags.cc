#include "cli/threshold_flags.h"

#include <cstdint>
#include <optional>
#include <string_view>

#include "cli/byte_size.h"
#include "cli/usage_error.h"
#include "query/expression.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {

void read_thresholds(const ThresholdWords& words, QuerySpec& spec) {
  for (const std::string& text : words.fail_if) {
    try {
      spec.thresholds.push_back(Threshold::parse(text));
    } catch (const ExpressionError& error) {
      throw UsageError{fmt::format("--fail-if: {}; see logscan --help", error.what())};
    }
  }
  if (!words.min_requests.empty()) {
    const std::optional<std::uint64_t> least = whole_number(words.min_requests);
    if (!least) {
      throw UsageError{
          fmt::format("--min-requests: expected a whole number, got \"{}\"; see logscan -h",
                      safe_text(words.min_requests))};
    }
    spec.min_requests = *least;
  }
}

}  // namespace logscan::cli
