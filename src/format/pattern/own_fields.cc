#include <optional>

#include "format/pattern/piece.h"
#include "text/ascii.h"
#include "text/safe_text.h"

namespace logscan::pattern {
namespace {

struct UnitName {
  std::string_view name;
  OwnKind kind;
  std::int64_t unit;
};
constexpr UnitName kUnits[] = {{"s", OwnKind::kDuration, 1'000'000'000},
                               {"ms", OwnKind::kDuration, 1'000'000},
                               {"us", OwnKind::kDuration, 1'000},
                               {"ns", OwnKind::kDuration, 1},
                               {"n", OwnKind::kNumber, 1}};

bool is_duration(Role role) {
  return role == Role::kDuration || role == Role::kUpstreamDuration;
}

bool is_known(std::string_view name) {
  const std::string small = lowercase(name);
  return find_field(small) || small == "class" || small == "error";
}

std::string own_name(std::string_view name) {
  std::string own = is_known(name) ? "x." : "";
  for (const char c : name)
    own += is_own_name({&c, 1}) ? c : '_';
  return own.size() <= OwnField::kMaxName ? own : "";
}

const UnitName& find_unit(std::string_view name, std::size_t column) {
  for (const UnitName& unit : kUnits) {
    if (unit.name == name) return unit;
  }
  throw PatternError(column, "unknown unit '" + safe_text(name) +
                                 "'; write @s, @ms, @us or @ns for a duration, or @n for a number");
}

}  // namespace

OwnRule own_rule(std::string_view name, const FieldRule& rule) {
  OwnRule own{own_name(name), OwnKind::kText, 1};
  if (is_duration(rule.role)) {
    own.kind = OwnKind::kDuration;
    own.unit = rule.unit;
  }
  if (rule.role == Role::kBytes) own.kind = OwnKind::kNumber;
  return own;
}

OwnRule split_unit(std::string_view name, FieldRule& rule, std::size_t column) {
  const std::size_t at = name.rfind('@');
  if (at == std::string_view::npos) return own_rule(name, rule);
  const UnitName& unit = find_unit(name.substr(at + 1), column + at + 1);
  if (is_duration(rule.role) && unit.kind == OwnKind::kDuration) {
    rule.unit = unit.unit;
  } else if (!fields_of(rule.role).empty()) {
    throw PatternError(column, "'" + safe_text(name.substr(0, at)) +
                                   "' is a field that logscan knows; omit the @ and its unit, "
                                   "which are for durations and fields of your own");
  }
  OwnRule own = own_rule(name.substr(0, at), rule);
  own.kind = unit.kind;
  own.unit = unit.unit;
  return own;
}

OwnFields name_own_fields(std::vector<PatternPart>& pieces) {
  OwnFields own;
  for (PatternPart& piece : pieces) {
    const bool is_best = !fields_of(piece.rule.role).empty() && piece.rule.rank == 0;
    if (!piece.is_field || piece.own.name.empty() || is_best || own.size() == kMaxOwnFields ||
        find_own(own, piece.own.name))
      continue;
    piece.own_index = static_cast<int>(own.size());
    own.push_back({piece.own.name, piece.own.kind});
  }
  return own;
}

}  // namespace logscan::pattern
