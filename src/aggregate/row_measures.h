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
#include "aggregate/totals.h"
#include "logscan/group_summary.h"
#include "logscan/log_line.h"
#include "query/measure_needs.h"
#include "record/string_pool.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// All measures of one group or span of time. Sketches take memory only if they are needed.
struct RowMeasures : GroupMeasures {
  using GroupMeasures::add;
  void add(const LogLine& line, MeasureNeeds needs) {
    GroupMeasures::add(line);
    if (needs.durations && !needs.percentiles && line.duration && *line.duration >= 0)
      more().durations.add(static_cast<std::uint64_t>(*line.duration));
    if (needs.has_sketches()) add_to_sketches(line, needs);
  }

  /// Counts a line in one of the `columns` of a ThresholdTable.
  void add_to_column(std::size_t column, std::size_t columns) { ++columns_of(columns)[column]; }

  /// Returns the number of lines in a column.
  std::uint64_t column(std::size_t column) const {
    const Sketches* const sketches = find_sketches();
    const bool is_there = sketches != nullptr && sketches->columns != nullptr;
    return is_there ? sketches->columns->at(column) : 0;
  }

  void merge(const RowMeasures& other) {
    GroupMeasures::merge(other);
    if (other.more_ == nullptr) return;
    more().durations.merge(other.more_->durations);
    if (other.more_->sketches != nullptr) merge_sketches(*other.more_->sketches);
  }

  std::size_t memory() const {
    if (more_ == nullptr) return 0;
    return sizeof(More) + (more_->sketches == nullptr ? 0 : memory_of_sketches());
  }

  /// For internal use. Write bytes that depend only on the state, and read them back. read() throws
  /// BytesError for other bytes, for measures of missing or unsuitable `fields`, and for other
  /// numbers of columns.
  void write(ByteWriter& to) const;
  static RowMeasures read(ByteReader& from, const OwnFields& fields, std::size_t columns);

  /// Returns the number of distinct clients. It may be an estimate, but never exceeds the number of
  /// lines with a client, even if an attacker chose the addresses.
  std::uint64_t clients() const;

  /// Returns the relative error of clients().
  double clients_error() const {
    return find_sketches() == nullptr ? 0 : find_sketches()->clients.error();
  }

  /// Returns the durations in nanoseconds; none if the query measures nothing about them.
  const Totals& durations() const;

  /// Returns a quantile of the durations in nanoseconds, as Quantiles does; nullopt if there are
  /// none, or if the query measures no percentile.
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
    Quantiles durations;               ///< nanoseconds, if a percentile is measured
    std::vector<OwnMeasures> own;      ///< by index; only those with a value
    std::unique_ptr<Columns> columns;  ///< null if no line is in any
  };

  /// Sums alone take one allocation a row. With sketches for them, they would take half as much
  /// time again.
  struct More {
    Totals durations;  ///< nanoseconds, if no percentile is measured
    std::unique_ptr<Sketches> sketches;
  };

  void add_to_sketches(const LogLine& line, MeasureNeeds needs);
  void merge_sketches(const Sketches& others);
  void merge_columns(const Columns& others);
  Columns& columns_of(std::size_t size);
  std::size_t memory_of_sketches() const;
  void add_own(const LogLine& line, std::uint64_t places);
  OwnSketch& own_sketch(std::uint8_t place);
  const OwnMeasures* find_own(std::size_t place) const;

  const Sketches* find_sketches() const {
    return more_ == nullptr ? nullptr : more_->sketches.get();
  }

  More& more() {
    if (more_ == nullptr) more_ = std::make_unique<More>();
    return *more_;
  }

  Sketches& sketches() {
    std::unique_ptr<Sketches>& sketches = more().sketches;
    if (sketches == nullptr) sketches = std::make_unique<Sketches>();
    return *sketches;
  }

  std::unique_ptr<More> more_;
};

}  // namespace logscan
