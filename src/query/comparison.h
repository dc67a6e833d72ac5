#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/field.h"
#include "query/group_key.h"

namespace logscan {
struct ExpressionContext;
}

namespace logscan::detail {

class Program;

enum class Operator : std::uint8_t {
  kEqual,
  kIn,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kMatches,
  kContains,
  kStartsWith,
  kEndsWith,
  kLike,
};

/// One value as written. Columns are those of ExpressionError.
struct Value {
  std::string text;
  std::size_t column = 0;
  bool null = false;
};

/// `field operator values`; all operators but kIn have exactly one value.
struct Comparison {
  Field field;
  bool by_class = false;  ///< compare the class of the status, not the status
  Operator op;
  std::string_view op_text;  ///< as written, for messages
  std::size_t op_column = 0;
  std::vector<Value> values;
  std::string_view name{};            ///< name of the field, for messages
  OwnKind own_kind = OwnKind::kText;  ///< of an own field
  /// Derived from `field` and compared instead of it.
  std::shared_ptr<const GroupKey> key = nullptr;
};

/// Compiles a comparison. Throws ExpressionError if the operator does not suit the field, or a
/// value does not suit both.
Program compile(const Comparison& comparison, const ExpressionContext& context);

}  // namespace logscan::detail
