#pragma once

#include <optional>

#include "logscan/query_spec.h"
#include "query/expression.h"

namespace logscan {

/// Compiles a filter; nullopt when it lets every line pass. Lines without a time match neither
/// `since` nor `until`. Times are read by `context`, or as in expressions. Throws
/// std::invalid_argument whose message begins with the option: `--status: '6000' is ...`.
std::optional<Expression> make_filter(const FilterSpec& spec,
                                      const ExpressionContext& context = {});

}  // namespace logscan
