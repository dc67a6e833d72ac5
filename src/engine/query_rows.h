#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/distinct.h"
#include "aggregate/group_table.h"
#include "aggregate/part_table.h"
#include "aggregate/row_measures.h"
#include "aggregate/spilled_rows.h"
#include "logscan/query_spec.h"
#include "logscan/summary.h"
#include "text/byte_source.h"

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

  /// Do the same for exact rows, which move to temporary files if they exceed the budget. Throw
  /// SpillError.
  using MakeForm = std::function<SpillForm()>;
  void merge(const QueryTable& other, const MakeForm& form);
  void merge(const QueryPart::Table& part, const MakeForm& form);
  void set_budget(std::size_t budget, const MakeForm& form);

  /// Calls `visit` for each row, and returns the sum of all rows, with those in temporary files.
  using Visit =
      std::function<void(std::string_view key, const RowMeasures& measures, std::uint64_t missed)>;
  void each(const Visit& visit) const;
  RowMeasures total() const;

  /// The structure of the rows of a table.
  struct RowForm {
    std::size_t values;   ///< values per key
    bool in_series;       ///< a start precedes the key
    std::size_t columns;  ///< columns of a ThresholdTable
    const OwnFields& own;
    std::string spill_folder;  ///< see QueryRows
    bool is_exact;             ///< as QuerySpec::exact
  };

  /// Write bytes that depend only on the content, and read them into an empty table with the same
  /// budget. Row by row, write() hands pieces to the sink, and read() forgets what it has read.
  /// read() throws BytesError for anything but a table with such rows, and what merge() throws if
  /// they exceed the memory.
  void write(ByteWriter& to, const ByteSink& sink) const;
  void read(ByteReader& from, const RowForm& form);

  GroupTable<RowMeasures> rows;
  Distinct keys;  ///< all keys, once they might be too many for the rows
  bool keys_are_counted = false;
  std::uint64_t undated = 0;             ///< in a series: lines without a time, which are in no row
  std::unique_ptr<SpilledRows> spilled;  ///< exact rows that did not fit; null: none

 private:
  void spill(const MakeForm& form);
  void count_keys(const GroupTable<RowMeasures>& table);
  void expect(std::size_t memory);
  void start_keys();
};

/// All rows of a run: those of its parts, merged in order.
struct QueryRows {
  /// Creates rows that share a budget.
  QueryRows(const QuerySpec& spec, std::size_t budget);

  /// Add other rows. If the spec requires exact rows and they exceed the memory, they move to
  /// temporary files; without a folder for these, throw MemoryError. Throw SpillError.
  void merge(const QuerySpec& spec, const QueryRows& other);
  void merge(const QuerySpec& spec, const QueryPart& part);

  /// Sets the budget of all rows together to spec.memory. Throws likewise.
  void set_budget(const QuerySpec& spec);

  bool exact() const;  ///< no table is a sketch
  void clear();
  bool has_no_tables() const;           ///< nothing will ever be counted
  std::uint64_t spilled_bytes() const;  ///< bytes written to temporary files

  /// Fills in the summary's groups and series. The spec is the one given to the constructor, or
  /// shows the same data differently. `seconds` is the time that the lines cover, if known. Throws
  /// MemoryError if some rows are in temporary files and those to list exceed the memory.
  void summarize(const QuerySpec& spec, std::optional<double> seconds, Summary& summary) const;

  std::vector<QueryTable> groups;
  std::vector<QueryTable> series;
  std::vector<QueryTable> judged;  ///< for QuerySpec::tables
  std::string spill_folder;        ///< for temporary files; empty: none may be made

 private:
  bool spills(const QuerySpec& spec) const { return spec.exact && !spill_folder.empty(); }
  template <class Others>
  void merge_lists(const QuerySpec& spec, const Others& others);
  QueryTable::MakeForm form_of(const QuerySpec& spec, const std::vector<QueryTable>& list,
                               std::size_t place) const;
};

/// Returns the start of the span from the key of a series row.
std::int64_t start_of(std::string_view key);
constexpr std::size_t kStartBytes = 8;

/// Appends the bytes that precede the keys of a series. They sort like the moments.
void append_start(std::int64_t start, std::string& key);

}  // namespace logscan
