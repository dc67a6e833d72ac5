#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "query/comparison.h"
#include "query/expression.h"
#include "query/program.h"
#include "query/word_reader.h"

namespace logscan::detail {

/// Parses the text of an expression by recursive descent, and compiles it to a program:
///
///     any        = all { ("or" | "||") all }
///     all        = term { ("and" | "&&") term }
///     term       = { "not" | "!" } ( "(" any ")" | "error" | comparison )
///     comparison = field operator ( value | "(" value { "," value } ")" )
class Parser {
 public:
  Parser(std::string_view text, const ExpressionContext& context)
      : words_(text), context_(context) {}

  Program run();

 private:
  Program any();
  Program all();
  Program term();
  Program group();
  Program comparison();
  bool consume_operator(Comparison& comparison, std::string_view field);
  std::string_view next_field() const;
  std::shared_ptr<const GroupKey> find_key(std::string_view word) const;
  bool next_is_operator();
  void consume_list(Comparison& comparison);

  WordReader words_;
  const ExpressionContext& context_;
  std::size_t depth_ = 0;
  std::size_t regexes_ = 0;
};

}  // namespace logscan::detail
