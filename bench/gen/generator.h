#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "gen/options.h"

namespace logscan::gen {

/// Takes the log's bytes piece by piece; false if it can take no more.
using Sink = std::function<bool(std::string_view)>;

struct Outcome {
  bool complete = false;  ///< whether the sink took everything
  std::string expected;   ///< the expected counts as JSON
};

/// Makes the log that the options describe. The same options give the same bytes.
Outcome generate(const Options& options, const Sink& sink);

}  // namespace logscan::gen
