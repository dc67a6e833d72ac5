#include "report/text_table.h"

#include <algorithm>
#include <numeric>

#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kLeastKey = 12;  // the least columns of a truncated key
constexpr std::size_t kKeyGap = 2;     // columns before each key
constexpr std::size_t kIndent = 4;     // columns before numbers on lines of their own

std::string shown_key(const TextWriter& text, const std::optional<std::string>& key,
                      std::size_t columns) {
  return key ? text.log_text(*key, columns) : "(none)";
}

/// The widths of the columns.
struct Widths {
  std::size_t label = 0;
  std::vector<std::size_t> numbers;
  std::vector<std::size_t> keys;  ///< Without the gap.
  std::size_t note = 0;
  bool folded = false;
};

Widths natural_widths(const TextWriter& text, const TextTable& table) {
  Widths widths;
  for (const std::string& title : table.titles)
    widths.numbers.push_back(title.size());
  for (const std::string& title : table.key_titles)
    widths.keys.push_back(text_columns(text.log_text(title, text.columns())));
  for (const TextRow& row : table.rows) {
    widths.label = std::max(widths.label, row.label.size());
    widths.note = std::max(widths.note, row.note.size());
    for (std::size_t i = 0; i < row.numbers.size(); ++i)
      widths.numbers[i] = std::max(widths.numbers[i], row.numbers[i].size());
    for (std::size_t i = 0; i < row.keys.size(); ++i) {
      const std::string shown = shown_key(text, row.keys[i], text.columns());
      widths.keys[i] = std::max(widths.keys[i], text_columns(shown));
    }
  }
  return widths;
}

/// Shrinks the widest keys until all fit into `room`, which has kLeastKey columns for each.
void shrink_keys(std::vector<std::size_t>& keys, std::size_t room) {
  std::vector<std::size_t*> by_width;
  for (std::size_t& key : keys)
    by_width.push_back(&key);
  std::sort(by_width.begin(), by_width.end(), [](auto* a, auto* b) { return *a < *b; });
  for (std::size_t i = 0; i < by_width.size(); ++i) {
    *by_width[i] = std::min(*by_width[i], room / (by_width.size() - i));
    room -= *by_width[i];
  }
}

Widths fitting_widths(const TextWriter& text, const TextTable& table) {
  Widths widths = natural_widths(text, table);
  const std::size_t used =
      widths.label + widths.keys.size() * kKeyGap +
      std::accumulate(widths.numbers.begin(), widths.numbers.end(), widths.numbers.size());
  std::size_t least = 0;
  for (const std::size_t key : widths.keys)
    least += std::min(key, kLeastKey);
  const std::size_t note = widths.note == 0 ? 0 : widths.note + kKeyGap;
  least = std::max(least + widths.keys.size() * kKeyGap, note) - widths.keys.size() * kKeyGap;
  widths.folded = used + least > text.columns();
  if (!widths.folded) shrink_keys(widths.keys, text.columns() - used);
  return widths;
}

void write_flat(TextWriter& text, const TextRow& row, const Widths& widths) {
  std::string line;
  for (std::size_t i = 0; i < row.numbers.size(); ++i)
    line += fmt::format(" {:>{}}", row.numbers[i], widths.numbers[i]);
  std::size_t missing = 0;  // spaces to pad the previous key with
  for (std::size_t i = 0; i < row.keys.size(); ++i) {
    const std::string shown = shown_key(text, row.keys[i], widths.keys[i]);
    line.append(missing + kKeyGap, ' ');
    line += shown;
    missing = widths.keys[i] - text_columns(shown);
  }
  if (!row.note.empty()) line += std::string(kKeyGap, ' ') + row.note;
  text.line(text.paint(row.ink, fmt::format("{:<{}}", row.label, widths.label)) + line);
}

void write_label(TextWriter& text, const TextRow& row, const Widths& widths) {
  std::vector<std::string> lines;
  std::size_t used = widths.label + kKeyGap;
  const bool apart = used + std::max(kLeastKey, widths.note) > text.columns();
  if (apart) used = kIndent;
  for (const std::optional<std::string>& key : row.keys)
    lines.push_back(shown_key(text, key, text.columns() - used));
  if (!row.note.empty()) lines.push_back(row.note);
  std::string start = text.paint(row.ink, row.label);
  std::size_t width = row.label.size();
  if ((apart || lines.empty()) && width > 0) {
    text.line(start);
    start.clear();
    width = 0;
  }
  for (const std::string& line : lines) {
    text.line(start + std::string(used - width, ' ') + line);
    start.clear();
    width = 0;
  }
}

void write_folded(TextWriter& text, const TextRow& row, const Widths& widths) {
  write_label(text, row, widths);
  std::string line;
  for (std::size_t i = 0; i < row.numbers.size(); ++i) {
    if (!line.empty() && line.size() + 1 + widths.numbers[i] > text.columns()) {
      text.line(line);
      line.clear();
    }
    if (line.empty()) line.append(kIndent, ' ');
    line += fmt::format(" {:>{}}", row.numbers[i], widths.numbers[i]);
  }
  if (!line.empty()) text.line(line);
}

}  // namespace

void write_table(TextWriter& text, const TextTable& table) {
  const Widths widths = fitting_widths(text, table);
  TextRow titles;
  titles.numbers = table.titles;
  titles.keys.assign(table.key_titles.begin(), table.key_titles.end());
  const auto write = widths.folded ? write_folded : write_flat;
  write(text, titles, widths);
  for (const TextRow& row : table.rows)
    write(text, row, widths);
}

}  // namespace logscan::detail
