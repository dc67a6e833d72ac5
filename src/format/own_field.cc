#include "logscan/own_field.h"

#include <algorithm>

#include "format/decimal.h"
#include "format/token.h"
#include "logscan/field.h"
#include "text/ascii.h"

namespace logscan {
std::optional<std::int64_t> parse_millionths(std::string_view text) {
  const std::optional<std::int64_t> amount = scaled_decimal(text, 6);
  return amount && *amount >= 0 ? amount : std::nullopt;
}

bool is_own_name(std::string_view name) {
  return !name.empty() && name.size() <= OwnField::kMaxName &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                  c == '-' || c == '.';
         });
}

std::optional<std::size_t> find_own(const OwnFields& fields, std::string_view name) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (equals_ignoring_case(fields[i].name, name)) return i;
  }
  return std::nullopt;
}

std::optional<Field> find_field(std::string_view name, const OwnFields& own) {
  if (const std::optional<Field> known = find_field(name)) return known;
  std::optional<std::size_t> index = find_own(own, name);
  if (!index && !own.empty()) index = find_own(own, "x." + std::string(name));
  return index ? std::optional(own_field(*index)) : std::nullopt;
}

std::string FormatFields::names() const {
  std::string names;
  const auto add = [&names](std::string_view name) {
    if (!names.empty()) names += ", ";
    names += name;
  };
  for (std::size_t i = 0; i < kFields; ++i) {
    if (known.has(static_cast<Field>(i))) add(kFieldNames[i]);
  }
  for (const OwnField& field : own)
    add(field.name);
  return names;
}

}  // namespace logscan
