#pragma once

#include <string>
#include <vector>

#include "logscan/query_spec.h"
#include "logscan/summary.h"

namespace logscan {

/// Returns the options that chose the lines, in the order of the help. `spec` is compiled. Values
/// that may hold what its mask hides are `(masked)`.
std::vector<FilterTerm> filter_terms(const QuerySpec& spec);

/// Returns what may be meant instead by options that let no line pass: `--path '/api*'` for
/// `--path /api`. Values that the mask hides are left out.
std::vector<std::string> filter_hints(const QuerySpec& spec);

}  // namespace logscan
