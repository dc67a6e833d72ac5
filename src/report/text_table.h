#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/text_writer.h"

namespace logscan::detail {

/// A row of a table: a label, numbers, and then either keys, which are log bytes, or a note.
struct TableRow {
  Ink ink = Ink::kPlain;  ///< of the label
  std::string label;
  std::vector<std::string> numbers;
  std::vector<std::optional<std::string>> keys;
  std::string note;  ///< where there are no keys
};

struct Table {
  std::vector<std::string> titles;  ///< of the numbers
  std::vector<std::string> key_titles;
  std::vector<TableRow> rows;
};

/// Writes it with the numbers to the right and the keys, cut to fit, behind them; null is `(none)`.
/// Where the numbers leave too little room, each key and then as many numbers as fit get a line of
/// their own.
void write_table(TextWriter& text, const Table& table);

}  // namespace logscan::detail
