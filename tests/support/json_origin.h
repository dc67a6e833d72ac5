#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/field.h"

namespace logscan::test {

/// Returns whether a text is a part of a line once `\/` is undone, from any place on.
inline bool is_part_without_escapes(std::string_view text, std::string_view line) {
  for (std::size_t begin = 0; begin < line.size(); ++begin) {
    std::size_t at = begin;
    std::size_t done = 0;
    while (done < text.size() && at < line.size()) {
      const bool is_escape = line.substr(at).starts_with("\\/");
      const std::size_t size = line[at] == '\\' && !is_escape && at + 1 < line.size() ? 2 : 1;
      // The text may end between a backslash and what it escapes.
      const std::string_view piece =
          line.substr(is_escape ? at + 1 : at, std::min(size, text.size() - done));
      if (!text.substr(done).starts_with(piece)) break;
      done += piece.size();
      at += is_escape ? 2 : size;
    }
    if (done == text.size()) return true;
  }
  return false;
}

/// Returns whether a text consists of strings of a line with `, ` between them.
inline bool is_list_of_strings(std::string_view text, std::string_view line) {
  const auto is_string = [&](std::string_view part) {
    return line.find('"' + std::string(part) + '"') != std::string_view::npos;
  };
  std::vector<std::size_t> ends = {0};  // of the strings so far, with what is between
  for (std::size_t end = 0; end <= text.size(); ++end) {
    const bool is_end = end == text.size();
    if (!is_end && !text.substr(end).starts_with(", ")) continue;
    for (const std::size_t begin : ends) {
      if (begin > end || !is_string(text.substr(begin, end - begin))) continue;
      if (is_end) return true;
      ends.push_back(end + 2);
      break;
    }
  }
  return false;
}

/// Returns whether each text field comes from a line of JSON: it is a part of it, perhaps with `\/`
/// undone, or the list of an array, or a target joined from a path and a query.
inline bool stems_from(const LogLine& fields, std::string_view line) {
  for (std::size_t i = 0; i < kFields; ++i) {
    const std::string_view text = field_text(fields, static_cast<Field>(i));
    const bool is_inside =
        text.data() >= line.data() && text.data() + text.size() <= line.data() + line.size();
    if (text.data() == nullptr || is_inside) continue;
    if (i == static_cast<std::size_t>(Field::kTarget) &&
        text.ends_with("?" + std::string(fields.query))) {
      continue;
    }
    if (!is_part_without_escapes(text, line) && !is_list_of_strings(text, line)) return false;
  }
  return true;
}

}  // namespace logscan::test
