#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "logscan/field.h"

/// Checks that the fields of a line are separate columns.
namespace logscan::test {

/// Returns the fields that a field contains by definition.
inline FieldSet parts_of(Field field) {
  switch (field) {
    case Field::kRequest:
      return {Field::kMethod, Field::kTarget,   Field::kPath,
              Field::kQuery,  Field::kProtocol, Field::kHost};
    case Field::kTarget:
      return {Field::kPath, Field::kQuery, Field::kHost};
    case Field::kPath:  // CONNECT
      return {Field::kHost};
    case Field::kForwardedFor:
      return {Field::kClient};
    default:
      return {};
  }
}

/// Finds two fields that share bytes although neither contains the other, or that are in the wrong
/// order. Returns `client and agent`, or an empty string if there are none.
inline std::string overlap(const LogLine& line) {
  const std::less<const char*> before;
  const auto end = [](std::string_view text) { return text.data() + text.size(); };
  for (std::size_t i = 0; i < kFields; ++i) {
    for (std::size_t j = 0; j < kFields; ++j) {
      const std::string_view outer = field_text(line, static_cast<Field>(i));
      const std::string_view inner = field_text(line, static_cast<Field>(j));
      if (i == j || outer.empty() || inner.empty()) continue;
      if (!before(outer.data(), end(inner)) || !before(inner.data(), end(outer))) continue;
      const bool within = !before(inner.data(), outer.data()) && !before(end(outer), end(inner));
      const bool is_part = parts_of(static_cast<Field>(i)).has(static_cast<Field>(j));
      const bool is_whole = parts_of(static_cast<Field>(j)).has(static_cast<Field>(i));
      if (!is_whole && !(is_part && within))
        return std::string(field_name(static_cast<Field>(i))) + " and " +
               field_name(static_cast<Field>(j));
    }
  }
  // What a parser made of several columns may lie anywhere.
  const auto is_in_request = [&](std::string_view text) {
    const std::string_view whole = line.request;
    return !text.empty() && !before(text.data(), whole.data()) && !before(end(whole), end(text));
  };
  const auto in_order = [&](std::string_view a, std::string_view b) {
    return !is_in_request(a) || !is_in_request(b) || !before(b.data(), a.data());
  };
  if (!in_order(line.method, line.target)) return "target before method";
  if (!in_order(line.target, line.protocol)) return "protocol before target";
  return in_order(line.path, line.query) ? "" : "query before path";
}

}  // namespace logscan::test
