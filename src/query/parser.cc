#include "query/parser.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "query/comparison.h"
#include "query/expression.h"
#include "query/hints.h"
#include "query/status_condition.h"
#include "query/text_conditions.h"
#include "text/ascii.h"

namespace logscan::detail {
namespace {

struct Spelling {
  std::string_view text;
  Operator op;
  bool negated;
};

// Longer spellings come before their prefixes.
constexpr Spelling kSpellings[] = {
    {"==", Operator::kEqual, false},      {"=", Operator::kEqual, false},
    {"!=", Operator::kEqual, true},       {"<=", Operator::kLessOrEqual, false},
    {"<", Operator::kLess, false},        {">=", Operator::kGreaterOrEqual, false},
    {">", Operator::kGreater, false},     {"~", Operator::kMatches, false},
    {"!~", Operator::kMatches, true},     {"*=", Operator::kContains, false},
    {"^=", Operator::kStartsWith, false}, {"$=", Operator::kEndsWith, false},
};

constexpr std::string_view kOperatorWords[] = {"not", "in", "like"};

}  // namespace

Program Parser::run() {
  words_.skip_spaces();
  if (words_.done()) {
    throw ExpressionError(1, "there is nothing in it; write one such as status >= 500");
  }
  Program program = any();
  if (words_.done()) return program;
  if (words_.consume(")")) throw ExpressionError(words_.column() - 1, "this ')' closes nothing");
  throw ExpressionError(words_.column(), "expected 'and', 'or' or the end, found " +
                                             words_.found() +
                                             "; a value with spaces or commas needs quotes");
}

Program Parser::any() {
  std::vector<Program> parts;
  do {
    parts.push_back(all());
  } while (words_.consume("||") || words_.consume_word("or"));
  return Program::any_of(std::move(parts));
}

Program Parser::all() {
  std::vector<Program> parts;
  do {
    parts.push_back(term());
    words_.skip_spaces();
  } while (words_.consume("&&") || words_.consume_word("and"));
  return Program::all_of(std::move(parts));
}

Program Parser::term() {
  bool negated = false;
  words_.skip_spaces();
  const auto is_operator = [&] {
    return words_.rest().starts_with("!=") || words_.rest().starts_with("!~");
  };
  while (words_.consume_word("not") || (!is_operator() && words_.consume("!"))) {
    negated = !negated;
    words_.skip_spaces();
  }
  Program program = words_.rest().starts_with('(') ? group() : comparison();
  return negated ? std::move(program).negated() : std::move(program);
}

Program Parser::group() {
  const std::size_t column = words_.column();
  if (++depth_ > Expression::kMostNesting) {
    throw ExpressionError(column, "more than " + std::to_string(Expression::kMostNesting) +
                                      " parentheses within each other");
  }
  words_.consume("(");
  Program program = any();
  if (words_.done()) throw ExpressionError(column, "this '(' is never closed");
  if (!words_.consume(")")) {
    throw ExpressionError(words_.column(), "expected 'and', 'or' or ')', found " + words_.found() +
                                               "; a value with spaces or commas needs quotes");
  }
  --depth_;
  return program;
}

Program Parser::comparison() {
  const std::size_t column = words_.column();
  const OwnFields& own = context_.fields.own;
  const std::string_view word = next_field();
  if (word.empty() || is_reserved(word)) {
    throw ExpressionError(column,
                          "expected a field such as status or path, found " + words_.found());
  }
  const std::optional<Field> field = find_field(word, own);
  const bool is_class = word == "class";
  Comparison comparison;
  comparison.name = word;
  if (field) {
    comparison.field = *field;
    comparison.name = field_name(*field, own);
  } else if (is_class) {
    comparison.field = Field::kStatus;
  } else {
    comparison.key = find_key(word);
    comparison.field = comparison.key->field();
  }
  words_.consume(word);
  if (word == "error" && !next_is_operator())
    return Program(std::make_shared<StatusIsIn>(error_statuses()));
  if (comparison.key && comparison.key->is_yes_or_no() && !next_is_operator()) {
    return Program(std::make_shared<TextIsIn>(Source{comparison.field, comparison.key},
                                              std::vector<std::string>{"yes"}, Case::kMatters));
  }
  if (is_own(comparison.field)) comparison.own_kind = own[own_index(comparison.field)].kind;
  comparison.by_class = is_class;
  const bool negated = consume_operator(comparison, word);
  if (comparison.op == Operator::kMatches && ++regexes_ > Expression::kMostRegexes) {
    throw ExpressionError(comparison.op_column, "more than " +
                                                    std::to_string(Expression::kMostRegexes) +
                                                    " regular expressions; join some by '|'");
  }
  if (comparison.op == Operator::kIn) {
    consume_list(comparison);
  } else {
    words_.skip_spaces();
    if (words_.rest().starts_with('(')) {
      throw ExpressionError(words_.column(), "expected a value after " +
                                                 quoted(comparison.op_text) +
                                                 ", found '('; a list goes with in, and a value "
                                                 "that starts with '(' needs quotes");
    }
    comparison.values.push_back(words_.consume_value(comparison.op_text));
  }
  Program program = compile(comparison, context_);
  return negated ? std::move(program).negated() : std::move(program);
}

// Returns the next word, name of an own field, or key with numbers: `client/16/48`.
std::string_view Parser::next_field() const {
  const std::string_view name = words_.next_name();
  const bool is_own = name.starts_with("x.") || find_own(context_.fields.own, name);
  if (is_own) return name;
  const std::string_view word = words_.next_word();
  if (word != "path" && word != "client") return word;
  const std::string_view left = words_.rest();
  return left.substr(0, std::min(left.find_first_not_of("/0123456789", word.size()), left.size()));
}

// Parses a key that is no field.
std::shared_ptr<const GroupKey> Parser::find_key(std::string_view word) const {
  const std::size_t column = words_.column();
  const auto names = GroupKey::names();
  const bool is_known = std::find(names.begin(), names.end(), word) != names.end();
  if (!is_known && word.find('/') == std::string_view::npos)
    throw ExpressionError(column, unknown_field(word, context_.fields));
  if (word == "country" && !context_.country_of)
    throw ExpressionError(column, "country requires a MaxMind file; add --geoip FILE");
  try {
    return std::make_shared<GroupKey>(
        GroupKey::parse(word, context_.offset, context_.country_of, context_.fields));
  } catch (const std::invalid_argument& error) {
    throw ExpressionError(column, error.what());
  }
}

bool Parser::next_is_operator() {
  words_.skip_spaces();
  const std::string_view left = words_.rest();
  if (!left.empty() && std::string_view("=!<>~*^$:").find(left[0]) != std::string_view::npos)
    return true;
  const std::string_view word = words_.next_word();
  if (!meant_operator(word).empty()) return true;
  return std::any_of(std::begin(kOperatorWords), std::end(kOperatorWords),
                     [word](std::string_view each) { return equals_ignoring_case(word, each); });
}

// Consumes an operator. Returns whether the comparison is negated.
bool Parser::consume_operator(Comparison& comparison, std::string_view field) {
  words_.skip_spaces();
  const std::size_t column = comparison.op_column = words_.column();
  const std::string_view left = words_.rest();
  const std::size_t end = left.find_first_not_of("=!<>~*^$:");
  const std::string_view symbols = left.substr(0, std::min(end, left.size()));
  const std::string_view word = symbols.empty() ? words_.next_word() : symbols;
  if (const std::string_view meant = meant_operator(word); !meant.empty()) {
    throw ExpressionError(column,
                          quoted(word) + " is not an operator; here it is " + std::string(meant));
  }
  for (const Spelling& each : kSpellings) {
    if (!words_.consume(each.text)) continue;
    comparison.op = each.op;
    comparison.op_text = each.text;
    return each.negated;
  }
  const bool negated = words_.consume_word("not");
  words_.skip_spaces();
  if (words_.consume_word("in")) {
    comparison.op = Operator::kIn;
    comparison.op_text = negated ? "not in" : "in";
  } else if (words_.consume_word("like")) {
    comparison.op = Operator::kLike;
    comparison.op_text = negated ? "not like" : "like";
  } else {
    const std::string what = negated ? "expected 'in' or 'like' after 'not', found "
                                     : "expected an operator after " + quoted(field) +
                                           ", such as = != >= ~ ^= in or like, found ";
    throw ExpressionError(words_.column(), what + words_.found());
  }
  return negated;
}

void Parser::consume_list(Comparison& comparison) {
  words_.skip_spaces();
  const std::size_t column = words_.column();
  if (!words_.consume("(")) {
    comparison.values.push_back(words_.consume_value(comparison.op_text));
    return;
  }
  std::string_view before = "(";
  do {
    comparison.values.push_back(words_.consume_value(before));
    before = ",";
    words_.skip_spaces();
  } while (words_.consume(","));
  if (words_.done()) throw ExpressionError(column, "this '(' is never closed");
  if (!words_.consume(")")) {
    throw ExpressionError(words_.column(),
                          "expected ',' or ')' in the list, found " + words_.found());
  }
}

}  // namespace logscan::detail

namespace logscan {

Expression Expression::parse(std::string_view text, const ExpressionContext& context) {
  if (text.size() > kMostText) {
    throw ExpressionError(kMostText + 1,
                          "the expression is longer than " + std::to_string(kMostText) + " bytes");
  }
  return Expression(detail::Parser(text, context).run());
}

}  // namespace logscan
