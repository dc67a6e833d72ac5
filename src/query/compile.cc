#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "query/comparison.h"
#include "query/expression.h"
#include "query/glob.h"
#include "query/hints.h"
#include "query/literals.h"
#include "query/program.h"
#include "query/regex.h"
#include "query/status_condition.h"
#include "query/text_conditions.h"
#include "query/value_conditions.h"

namespace logscan::detail {
namespace {

template <typename Kind, typename... Arguments>
Program single(Arguments&&... arguments) {
  return Program(std::make_shared<Kind>(std::forward<Arguments>(arguments)...));
}

bool is_number_field(const Comparison& comparison) {
  const Field field = comparison.field;
  return field == Field::kTime || field == Field::kBytes || field == Field::kDuration ||
         comparison.own_kind != OwnKind::kText;
}

bool has_order(Operator op) {
  return op >= Operator::kLess && op <= Operator::kGreaterOrEqual;
}

bool is_equality(Operator op) {
  return op == Operator::kEqual || op == Operator::kIn;
}

Case case_of(const Comparison& comparison) {
  const Field field = comparison.field;
  return field == Field::kMethod || field == Field::kHost ? Case::kIgnored : Case::kMatters;
}

Source source_of(const Comparison& comparison) {
  return {comparison.field, comparison.key};
}

[[noreturn]] void refuse(const Value& value, const std::string& reason) {
  throw ExpressionError(value.column, reason);
}

[[noreturn]] void refuse_operator(const Comparison& comparison, const std::string& reason) {
  throw ExpressionError(comparison.op_column, quoted(comparison.op_text) + " " + reason);
}

// Returns the values from `first` to `last` that pass when the operator compares them with the
// range from `low` to `high` as if it were one value. May return an empty range, which RangeSet
// drops.
template <typename Number>
typename RangeSet<Number>::Range range_for(Operator op, Number low, Number high, Number first,
                                           Number last) {
  const typename RangeSet<Number>::Range none{last, first};
  switch (op) {
    case Operator::kLess:
      if (low == first) return none;
      return {first, static_cast<Number>(low - 1)};
    case Operator::kLessOrEqual:
      return {first, high};
    case Operator::kGreater:
      if (high == last) return none;
      return {static_cast<Number>(high + 1), last};
    case Operator::kGreaterOrEqual:
      return {low, last};
    default:
      return {low, high};
  }
}

StatusSet status_values(const Comparison& comparison, const Value& value) {
  if (comparison.by_class) {
    const std::optional<StatusClass> found = parse_status_class(value.text);
    if (!found) refuse(value, quoted(value.text) + " is not a class; write 1xx to 5xx, or other");
    return statuses_of(*found);
  }
  if (value.text == "other" && is_equality(comparison.op)) return statuses_of(StatusClass::kOther);
  std::optional<StatusRange> range = parse_status(value.text);
  if (!range && is_equality(comparison.op)) range = parse_status_range(value.text);
  if (!range) {
    refuse(value,
           quoted(value.text) +
               " is not a status; write a number up to 999, a range such as 500-599, a class "
               "such as 5xx, or -");
  }
  if (range->last < range->first) refuse(value, quoted(value.text) + " ends before it begins");
  if (is_equality(comparison.op)) return statuses_of(*range);
  if (range->first >= kStatusDash) {
    refuse(value, quoted(value.text) + " is not a number, so no status comes before or after it; " +
                      "compare it with =, != or in");
  }
  const auto passed = range_for<StatusCode>(comparison.op, range->first, range->last, 0, 999);
  return passed.last < passed.first ? StatusSet() : statuses_of({passed.first, passed.last});
}

Program compile_status(const Comparison& comparison) {
  StatusSet set;
  for (const Value& value : comparison.values) {
    if (value.null)
      refuse(value, "a status is never null; a line whose status is a dash has status = -");
    set |= status_values(comparison, value);
  }
  return single<StatusIsIn>(set);
}

std::int64_t number_value(const Comparison& comparison, const Value& value,
                          const ExpressionContext& context) {
  const Field field = comparison.field;
  std::optional<std::int64_t> number;
  std::string wanted;
  if (field == Field::kBytes) {
    number = parse_size(value.text);
    wanted = "is not a number of bytes; write one such as 512, 10k, 1.5M or 4Gi";
  } else if (comparison.own_kind == OwnKind::kNumber) {
    number = parse_millionths(value.text);
    wanted = "is not a number; write one such as 3 or 0.5";
  } else if (field == Field::kDuration || comparison.own_kind == OwnKind::kDuration) {
    number = parse_duration(value.text);
    wanted = "is not a duration; write a number and its unit, such as 500ms, 1.5s or 2m";
  } else {
    if (context.parse_time) number = context.parse_time(value.text);
    if (!number) number = parse_moment(value.text);
    wanted = "is not a time; write one such as 2026-01-12 or 2026-01-12T10:00+01:00";
  }
  if (!number) refuse(value, quoted(value.text) + " " + wanted);
  return *number;
}

Program compile_number(const Comparison& comparison, const ExpressionContext& context) {
  using Limits = std::numeric_limits<std::int64_t>;
  std::vector<Program> parts;
  std::vector<Numbers::Range> ranges;
  for (const Value& value : comparison.values) {
    if (value.null) {
      parts.push_back(single<IsNull>(source_of(comparison)));
      continue;
    }
    const std::int64_t number = number_value(comparison, value, context);
    ranges.push_back(range_for(comparison.op, number, number, Limits::min(), Limits::max()));
  }
  if (!ranges.empty()) parts.push_back(single<NumberIsIn>(comparison.field, std::move(ranges)));
  return Program::any_of(std::move(parts));
}

std::string key_value(const Comparison& comparison, const Value& value) {
  try {
    return comparison.key->value_of(value.text);
  } catch (const std::invalid_argument& error) {
    refuse(value, error.what());
  }
}

Program compile_equality(const Comparison& comparison) {
  const Field field = comparison.field;
  const bool has_addresses =
      comparison.key == nullptr && (field == Field::kClient || field == Field::kUpstream);
  std::vector<Program> parts;
  std::vector<AddressRange> addresses;
  std::vector<std::string> texts;
  for (const Value& value : comparison.values) {
    std::optional<AddressRange> range;
    if (value.null) {
      parts.push_back(single<IsNull>(source_of(comparison)));
    } else if (comparison.key != nullptr) {
      texts.push_back(key_value(comparison, value));
    } else if (has_addresses && (range = client_value(comparison, value))) {
      addresses.push_back(*range);
    } else {
      texts.push_back(value.text);
    }
  }
  if (!addresses.empty()) parts.push_back(single<AddressIsIn>(field, addresses));
  if (!texts.empty())
    parts.push_back(single<TextIsIn>(source_of(comparison), std::move(texts), case_of(comparison)));
  return Program::any_of(std::move(parts));
}

Program compile_order(const Comparison& comparison) {
  if (comparison.key != nullptr && !comparison.key->has_order()) {
    refuse_operator(comparison, "does not work on " + std::string(comparison.name) +
                                    ", which has no order; use = != in like or ~");
  }
  if (comparison.key == nullptr && comparison.field == Field::kClient) {
    refuse_operator(comparison,
                    "does not work on client; for a range of addresses write "
                    "client in 10.0.0.0/8 or client in 10.0.0.1-10.0.0.99");
  }
  const bool before = comparison.op == Operator::kLess || comparison.op == Operator::kLessOrEqual;
  const bool equal =
      comparison.op == Operator::kLessOrEqual || comparison.op == Operator::kGreaterOrEqual;
  using Side = TextIsBeyond::Side;
  const Value& value = comparison.values[0];
  return single<TextIsBeyond>(source_of(comparison),
                              comparison.key ? key_value(comparison, value) : value.text,
                              before ? Side::kBefore : Side::kAfter, equal);
}

Program compile_regex(const Source& source, const Value& value) {
  using Place = TextHas::Place;
  if (is_literal_pattern(value.text)) {
    const bool front = value.text.starts_with('^');
    return single<TextHas>(source, value.text.substr(front ? 1 : 0),
                           front ? Place::kFront : Place::kAnywhere);
  }
  auto regex = std::make_shared<TextMatches>(source, value.text);
  if (const std::string error = regex->error(); !error.empty())
    refuse(value, "the regular expression " + quoted(value.text) + " cannot be used: " + error);
  return Program(std::move(regex));
}

Program compile_text(const Comparison& comparison) {
  const Source source = source_of(comparison);
  const Value& value = comparison.values[0];
  using Place = TextHas::Place;
  switch (comparison.op) {
    case Operator::kMatches:
      return compile_regex(source, value);
    case Operator::kContains:
      return single<TextHas>(source, value.text, Place::kAnywhere);
    case Operator::kStartsWith:
      return single<TextHas>(source, value.text, Place::kFront);
    case Operator::kEndsWith:
      return single<TextHas>(source, value.text, Place::kEnd);
    default:
      break;
  }
  std::optional<Glob> glob = Glob::compile(value.text, case_of(comparison));
  if (!glob) refuse(value, quoted(value.text) + " ends in a lone backslash; write two for one");
  return single<TextIsLike>(source, std::move(*glob));
}

}  // namespace

Program compile(const Comparison& comparison, const ExpressionContext& context) {
  const Field field = comparison.field;
  const Operator op = comparison.op;
  if (!is_equality(op) && comparison.values[0].null) {
    refuse(comparison.values[0],
           "null goes with =, !=, in and not in only; for the text write \"null\"");
  }
  const bool is_key = comparison.key != nullptr;
  if (!is_key && !is_equality(op) && !has_order(op) &&
      (field == Field::kStatus || is_number_field(comparison))) {
    refuse_operator(comparison, "works on text, and " + std::string(comparison.name) +
                                    " is none; use = != < <= > >= or in");
  }
  if (comparison.by_class && has_order(op)) {
    refuse_operator(comparison, "does not work on class; compare the status: status >= 400");
  }
  if (!is_key && field == Field::kStatus) return compile_status(comparison);
  if (!is_key && is_number_field(comparison)) return compile_number(comparison, context);
  if (is_equality(op)) return compile_equality(comparison);
  return has_order(op) ? compile_order(comparison) : compile_text(comparison);
}

}  // namespace logscan::detail
