#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/line_parser.h"
#include "logscan/own_field.h"
#include "query/query.h"

namespace logscan {

/// Finds columns of parsed lines that no field uses. A column is left over if other text in its
/// place gives the same fields. Slow, so only for a few lines. Not thread-safe.
class LeftOver {
 public:
  static constexpr std::size_t kMostColumns = 32;  ///< columns examined per line

  /// Parses lines as a run with this query does.
  explicit LeftOver(const Query& query)
      : parser_(query.parser()), own_(query.log_format ? query.log_format->own() : OwnFields()) {}

  /// Returns the columns of a parsed line that no field uses: text, or `key=value` for JSON.
  /// Returns none for a line longer than 8 KiB. Call it for every line of an input in order, since
  /// directives describe the lines after them.
  std::vector<std::string> of(const LineView& line);

 private:
  struct Column {
    std::string key;
    std::string_view text;  ///< in text_
  };

  std::string fields_of_text();
  void cover(std::string_view bytes);
  bool is_covered(std::size_t begin, std::size_t end) const;
  std::vector<Column> words(bool is_ltsv) const;
  std::vector<Column> members() const;
  bool is_used(std::string_view column, const std::string& fields);

  LineParser parser_;
  OwnFields own_;
  std::string text_;  ///< the line, then kPadding bytes
  std::size_t size_ = 0;
  std::size_t begin_ = 0;  ///< after a collector's prefix
  std::vector<std::uint32_t> quotes_;
  std::vector<bool> covered_;  ///< bytes of text_ that lie in a field
};

}  // namespace logscan
