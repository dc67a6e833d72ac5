#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "aggregate/group_table.h"
#include "aggregate/row_measures.h"
#include "aggregate/row_run.h"
#include "os/descriptor.h"

namespace logscan {

/// Exact rows that did not fit into memory, in temporary files without names. Whenever a table is
/// full, it is sorted by key and written as one run; the runs are merged while they are read. Many
/// runs are merged into one before, so the number of runs to read, of open files and of buffers
/// grows with the logarithm of the size. Everything throws SpillError. Not thread-safe.
class SpilledRows {
 public:
  using Rows = GroupTable<RowMeasures>;

  /// Receives the key and the measures of a row, which it may move away.
  using Visit = std::function<void(std::string_view key, RowMeasures& measures)>;

  explicit SpilledRows(SpillForm form) : form_(std::move(form)) {}

  /// Writes the rows of an exact table. It sorts pointers to them, which takes 40 bytes a row.
  void add(const Rows& rows);

  /// Writes the rows that `give` passes to its argument, in the order of the form.
  using Add = std::function<void(std::string_view key, const RowMeasures& measures)>;
  void add(const std::function<void(const Add& add)>& give);

  /// Writes what another one holds, which has the same form but perhaps another folder.
  void add(const SpilledRows& other);

  /// Calls `visit` once for each key here and in `rest`, the exact rows that are still in memory:
  /// in the order of the form or, for each_by_key(), in that of the whole keys.
  void each(const Rows& rest, const Visit& visit) const;
  void each_by_key(const Rows& rest, const Visit& visit) const;

  /// Returns the number of different keys here and in `rest`.
  std::uint64_t count(const Rows& rest) const;

  std::uint64_t bytes_written() const { return bytes_written_; }

 private:
  /// Runs that were merged equally often, in a file of their own.
  struct Level {
    Descriptor file;
    std::vector<RowRun> runs;
  };
  using Sources = std::vector<std::unique_ptr<RowSource>>;

  /// Appends a run with what `fill` adds to it to a level. If that level then has enough runs, they
  /// become one of the next level.
  void append(std::size_t level, const std::function<void(RunWriter&)>& fill);
  void merge(const std::vector<const RowRun*>& runs, const Rows& rest, const Visit& visit) const;
  std::vector<const RowRun*> all_runs() const;

  const SpillForm form_;
  std::vector<Level> levels_;
  std::uint64_t bytes_written_ = 0;
};

}  // namespace logscan
