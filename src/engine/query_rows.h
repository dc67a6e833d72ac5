#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aggregate/distinct.h"
#include "aggregate/group_table.h"
#include "aggregate/part_table.h"
#include "aggregate/row_measures.h"
#include "logscan/query_spec.h"
#include "logscan/summary.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// The rows of a query for a part of the input.
struct QueryPart {
  struct Table {
    PartRows<RowMeasures> rows;
    std::uint64_t undated = 0;  ///< see QueryTable
  };

  void clear();           ///< keeps most of the memory
  bool is_empty() const;  ///< nothing was counted
  std::size_t memory() const;

  std::vector<Table> groups;
  std::vector<Table> series;
  std::vector<Table> judged;
};

/// The rows of some groups, of a series, or of a table for thresholds. Keys are tuples of
/// key_tuple.h; in a series, the start of the span precedes them.
struct QueryTable {
  explicit QueryTable(std::size_t budget) : rows(budget) {}

  void merge(const QueryTable& other);
  void merge(const QueryPart::Table& part);
  void clear();  ///< keeps most of the memory
  void set_budget(std::size_t budget);

  /// The structure of the rows of a table.
  struct RowForm {
    std::size_t values;   ///< values per key
    bool in_series;       ///< a start precedes the key
    std::size_t columns;  ///< columns of a ThresholdTable
    const OwnFields& own;
  };

  /// Write bytes that depend only on the content, and read them into an empty table with the same
  /// budget. read() throws BytesError for anything but a table with such rows.
  void write(ByteWriter& to) const;
  void read(ByteReader& from, const RowForm& form);

  GroupTable<RowMeasures> rows;
  Distinct keys;  ///< all keys, once they might be too many for the rows
  bool keys_are_counted = false;
  std::uint64_t undated = 0;  ///< in a series: lines without a time, which are in no row

 private:
  void count_keys(const GroupTable<RowMeasures>& table);
  void expect(std::size_t memory);
  void start_keys();
};

/// All rows of a run: those of its parts, merged in order.
struct QueryRows {
  /// Creates rows that share a budget.
  QueryRows(const QuerySpec& spec, std::size_t budget);

  /// Add other rows. Throw MemoryError if the spec requires exact rows and they exceed the memory.
  void merge(const QuerySpec& spec, const QueryRows& other);
  void merge(const QuerySpec& spec, const QueryPart& part);

  /// Sets the budget of all rows together to spec.memory. Throws MemoryError likewise.
  void set_budget(const QuerySpec& spec);

  bool exact() const;  ///< no table is a sketch
  void clear();
  bool has_no_tables() const;  ///< nothing will ever be counted

  /// Fills in the summary's groups and series. The spec is the one given to the constructor, or
  /// shows the same data differently. `seconds` is the time that the lines cover, if known.
  void summarize(const QuerySpec& spec, std::optional<double> seconds, Summary& summary) const;

  std::vector<QueryTable> groups;
  std::vector<QueryTable> series;
  std::vector<QueryTable> judged;  ///< for QuerySpec::tables
};

/// Returns the start of the span from the key of a series row.
std::int64_t start_of(std::string_view key);
constexpr std::size_t kStartBytes = 8;

/// Appends the bytes that precede the keys of a series. They sort like the moments.
void append_start(std::int64_t start, std::string& key);

}  // namespace logscan
