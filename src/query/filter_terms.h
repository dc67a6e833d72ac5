#pragma once

#include <string>
#include <vector>

#include "logscan/query_spec.h"
#include "logscan/summary.h"
#include "query/compared_fields.h"

namespace logscan {

/// Returns the options that selected the lines, in the order of the help. `spec` must be compiled.
/// Values that might reveal what its mask hides are `(masked)`.
std::vector<FilterTerm> filter_terms(const QuerySpec& spec);

/// Returns the options that changed what fields hold before they were counted: --trusted-proxy,
/// --normalize, --normalize-rule, --mask.
std::vector<FilterTerm> rewrite_terms(const QuerySpec& spec);

/// Returns suggestions for options that let no line pass: `--path '/api*'` for `--path /api`, and
/// fields that no line has. Leaves out values that the mask hides.
std::vector<std::string> filter_hints(const QuerySpec& spec, const ComparedFields& compared);

}  // namespace logscan
