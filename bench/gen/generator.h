#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "gen/options.h"

namespace logscan::gen {

/// Receives the log's bytes in order; returns false to stop.
using Sink = std::function<bool(std::string_view)>;

struct Outcome {
  bool complete = false;  ///< Whether the sink accepted everything.
  std::string expected;   ///< The expected counts as JSON.
};

/// Generates a log. The same options give the same bytes.
Outcome generate(const Options& options, const Sink& sink);

}  // namespace logscan::gen
