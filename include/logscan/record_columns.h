#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "logscan/field.h"
#include "logscan/log_line.h"
#include "logscan/own_field.h"

namespace logscan {

/// Parsed lines as columns, one for each field, laid out as Apache Arrow has them: values one
/// behind the other, and a bit for each row that says whether there is one. Movable.
class RecordColumns {
 public:
  /// What the values of a column are.
  enum class Kind : std::uint8_t {
    kText,     ///< UTF-8; bytes that are not became U+FFFD
    kTime,     ///< microseconds since 1970-01-01T00:00:00Z, in 64 bits
    kStatus,   ///< 16 bits: 0 to 999, -1; null for `-`
    kWhole,    ///< a whole number in 64 bits
    kSeconds,  ///< a double
    kNumber,   ///< a double
  };

  struct Column {
    Field field;
    Kind kind;
    std::vector<std::uint8_t> validity;  ///< a bit for each row, the lowest first
    std::vector<std::int32_t> offsets;   ///< of texts: where each begins, and where the last ends
    std::vector<char> bytes;             ///< of texts
    std::vector<std::int16_t> statuses;
    std::vector<std::int64_t> whole;  ///< times and whole numbers
    std::vector<double> numbers;      ///< seconds and numbers
    std::size_t nulls = 0;
  };

  /// No rows yet. `fields` as RecordSpec has them; `own` are those of the given format.
  RecordColumns(const std::vector<Field>& fields, const OwnFields& own);

  /// What the values of a field are.
  static Kind kind_of(Field field, const OwnFields& own);

  void append(const LogLine& line);

  std::size_t rows() const { return rows_; }

  /// Whether it should be handed on. It never holds so much that offsets do not fit.
  bool is_full() const { return rows_ >= kMostRows || bytes_ >= kMostBytes; }

  /// Bytes that it takes, roughly.
  std::size_t memory() const { return bytes_ + rows_ * columns_.size() * sizeof(std::int64_t); }

  std::vector<Column>& columns() { return columns_; }

 private:
  static constexpr std::size_t kMostRows = 64 * 1024;
  static constexpr std::size_t kMostBytes = 16 * 1024 * 1024;

  std::vector<Column> columns_;
  std::size_t rows_ = 0;
  std::size_t bytes_ = 0;  ///< of all texts
};

}  // namespace logscan
