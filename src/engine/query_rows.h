#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aggregate/distinct.h"
#include "aggregate/group_table.h"
#include "aggregate/row_measures.h"
#include "logscan/query_spec.h"
#include "logscan/summary.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// The rows of some groups, of a series, or of a table of thresholds. Keys are tuples of
/// key_tuple.h; in a series the start of the span stands in front of them.
struct QueryTable {
  explicit QueryTable(std::size_t budget) : rows(budget) {}

  void merge(const QueryTable& other);
  void clear();  ///< keeps most of the room
  void set_budget(std::size_t budget);

  /// What the rows of a table look like.
  struct RowForm {
    std::size_t values;   ///< of a key
    bool in_series;       ///< a start stands in front of the key
    std::size_t columns;  ///< of a ThresholdTable
    const OwnFields& own;
  };

  /// As bytes that follow from what it holds, and back into an empty one of the same budget. read()
  /// throws BytesError for other bytes than those of a table with such rows.
  void write(ByteWriter& to) const;
  void read(ByteReader& from, const RowForm& form);

  GroupTable<RowMeasures> rows;
  Distinct keys;  ///< all, once they might be too many for the rows
  bool keys_are_counted = false;
  std::uint64_t undated = 0;  ///< of a series: lines that are in no row

 private:
  void count_keys(const GroupTable<RowMeasures>& table);
  void start_keys();
};

/// All rows of a spec: of some lines, and merged in their order, of the run.
struct QueryRows {
  /// Where nothing is ever dropped, for a part of the input.
  explicit QueryRows(const QuerySpec& spec);
  /// Of the run: all rows together keep to a budget.
  QueryRows(const QuerySpec& spec, std::size_t budget);

  /// Throws MemoryError where the spec wants exact rows and they do not fit.
  void merge(const QuerySpec& spec, const QueryRows& other);

  /// Gives all rows together another budget, spec.memory. Throws MemoryError likewise.
  void set_budget(const QuerySpec& spec);

  bool exact() const;  ///< no table is a sketch
  void clear();
  bool empty() const;          ///< nothing was counted
  bool has_no_tables() const;  ///< nothing ever is
  std::size_t memory() const;

  /// Fills in the summary's groups and series. The spec is the one that this was made for, or shows
  /// the same in another way. `seconds` is the time that the lines cover, if known.
  void summarize(const QuerySpec& spec, std::optional<double> seconds, Summary& summary) const;

  std::vector<QueryTable> groups;
  std::vector<QueryTable> series;
  std::vector<QueryTable> judged;  ///< of QuerySpec::tables
};

/// What a row of a series begins with.
std::int64_t start_of(std::string_view key);
constexpr std::size_t kStartBytes = 8;

/// The bytes in front of the keys of a series, which order as the moments do.
void append_start(std::int64_t start, std::string& key);

}  // namespace logscan
