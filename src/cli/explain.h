#pragma once

#include <vector>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
#include "logscan/engine.h"

namespace logscan::cli {

/// Writes how the first lines of each input are cut.
ExitCode explain(const Options& options, const std::vector<Input>& inputs,
                 const EngineOptions& pipeline, Output& output);

}  // namespace logscan::cli
