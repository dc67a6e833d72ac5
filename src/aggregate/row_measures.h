#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "aggregate/distinct.h"
#include "aggregate/group_measures.h"
#include "aggregate/own_sketch.h"
#include "aggregate/quantiles.h"
#include "logscan/group_summary.h"
#include "logscan/log_line.h"
#include "query/measure_needs.h"
#include "record/string_pool.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// All measures of one group or span of time. Sketches take memory only if they are needed.
struct RowMeasures : GroupMeasures {
  void add(const LogLine& line, MeasureNeeds needs) {
    GroupMeasures::add(line);
    if (needs.has_sketches()) add_to_sketches(line, needs);
  }

  /// Counts a line in one of the `columns` of a ThresholdTable.
  void add_to_column(std::size_t column, std::size_t columns) { ++columns_of(columns)[column]; }

  /// Returns the number of lines in a column.
  std::uint64_t column(std::size_t column) const {
    const bool is_there = sketches_ != nullptr && sketches_->columns != nullptr;
    return is_there ? sketches_->columns->at(column) : 0;
  }

  void merge(const RowMeasures& other) {
    GroupMeasures::merge(other);
    if (other.sketches_ == nullptr) return;
    sketches().clients.merge(other.sketches_->clients);
    sketches_->client_lines += other.sketches_->client_lines;
    sketches().durations.merge(other.sketches_->durations);
    for (const OwnMeasures& own : other.sketches_->own)
      own_sketch(own.place).merge(own.values);
    if (other.sketches_->columns != nullptr) merge_columns(*other.sketches_->columns);
  }

  std::size_t memory() const { return sketches_ == nullptr ? 0 : memory_of_sketches(); }

  /// For internal use. Write bytes that depend only on the state, and read them back. read() throws
  /// BytesError for other bytes, for measures of missing or unsuitable `fields`, and for other
  /// numbers of columns.
  void write(ByteWriter& to) const;
  static RowMeasures read(ByteReader& from, const OwnFields& fields, std::size_t columns);

  /// Returns the number of distinct clients. It may be an estimate, but never exceeds the number of
  /// lines with a client, even if an attacker chose the addresses.
  std::uint64_t clients() const;

  /// Returns the relative error of clients().
  double clients_error() const { return sketches_ == nullptr ? 0 : sketches_->clients.error(); }

  /// Returns a quantile of the durations in nanoseconds, as Quantiles does; nullopt if there are
  /// none.
  std::optional<std::int64_t> duration(double quantile) const;

  /// Fills in the measures in `show`.
  void summarize(const std::vector<Measure>& show, GroupRow& row) const;

 private:
  struct OwnMeasures {
    std::uint8_t place;
    OwnSketch values;
  };
  using Columns = std::vector<std::uint64_t>;  ///< columns of a ThresholdTable
  struct Sketches {
    Distinct clients;
    std::uint64_t client_lines = 0;    ///< number of lines with a client
    Quantiles durations;               ///< nanoseconds
    std::vector<OwnMeasures> own;      ///< by index; only those with a value
    std::unique_ptr<Columns> columns;  ///< null if no line is in any
  };

  void add_to_sketches(const LogLine& line, MeasureNeeds needs);
  void merge_columns(const Columns& others);
  Columns& columns_of(std::size_t size);
  std::size_t memory_of_sketches() const;
  void add_own(const LogLine& line, std::uint64_t places);
  OwnSketch& own_sketch(std::uint8_t place);
  const OwnMeasures* find_own(std::size_t place) const;

  Sketches& sketches() {
    if (sketches_ == nullptr) sketches_ = std::make_unique<Sketches>();
    return *sketches_;
  }

  std::unique_ptr<Sketches> sketches_;
};

}  // namespace logscan
