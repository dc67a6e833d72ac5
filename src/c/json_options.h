#pragma once

#include <optional>
#include <string_view>

#include "cli/mode.h"
#include "cli/options.h"

namespace logscan::c {

/// Returns the options of a JSON object (see logscan/c.h), as the command line would read them.
/// `asked`: the mode that is meant without saying so. Throws UsageError, also for modes that the C
/// interface does not have.
cli::Options read_json_options(std::string_view json, std::optional<cli::Mode> asked = {});

/// Returns the value of "strict" in a JSON object, which is no option of the command line. Throws
/// UsageError.
bool is_strict(std::string_view json);

}  // namespace logscan::c
