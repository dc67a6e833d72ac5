#pragma once

#include <optional>
#include <vector>

#include "cli/mode.h"
#include "cli/option.h"
#include "cli/usage_error.h"

namespace logscan::cli {

/// Returns the mode that these options select.
Mode mode_of(const std::vector<const Option*>& given);

/// Returns why these options cannot be used together; nullopt if they can. Every mode that one of
/// them selects must allow all others, since some modes go together: --state and --partial do.
std::optional<UsageError> check_options(const std::vector<const Option*>& given);

/// Returns the error of an option that cannot be used with another.
UsageError cannot_be_used(const Option& option, const Option& other);

}  // namespace logscan::cli
