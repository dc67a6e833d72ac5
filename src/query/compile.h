#pragma once

#include "query/comparison.h"
#include "query/expression.h"
#include "query/program.h"

namespace logscan::detail {

/// Throws ExpressionError when the operator does not go with the field, or a value not with both.
Program compile(const Comparison& comparison, const ExpressionContext& context);

}  // namespace logscan::detail
