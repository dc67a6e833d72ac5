#include <string>

#include "query/expression.h"
#include "query/parser.h"

namespace logscan {

Expression Expression::parse(std::string_view text, const ExpressionContext& context) {
  if (text.size() > kMostText) {
    throw ExpressionError(kMostText + 1,
                          "the expression is longer than " + std::to_string(kMostText) + " bytes");
  }
  return Expression(detail::Parser(text, context).run());
}

}  // namespace logscan
