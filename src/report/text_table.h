#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/text_writer.h"

namespace logscan::detail {

/// A row of a table: a label, numbers, and then either keys or a note.
struct TextRow {
  Ink ink = Ink::kPlain;  ///< The ink of the label.
  std::string label;
  std::vector<std::string> numbers;
  std::vector<std::optional<std::string>> keys;  ///< Log bytes.
  std::string note;                              ///< Only if there are no keys.
};

struct TextTable {
  std::vector<std::string> titles;  ///< The titles of the numbers.
  std::vector<std::string> key_titles;
  std::vector<TextRow> rows;
};

/// Writes a table: labels, right-aligned numbers, then keys truncated to fit. A null key is
/// `(none)`. If the numbers leave too little room, each key gets a line of its own, and the numbers
/// follow on as many lines as they need.
void write_table(TextWriter& text, const TextTable& table);

}  // namespace logscan::detail
