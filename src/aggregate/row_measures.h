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
#include "record/string_pool.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// Which of the measures that need a sketch are wanted.
struct WantedSketches {
  bool clients = false;
  bool durations = false;
  std::uint64_t own = 0;  ///< a bit for each place in OwnFields that is measured

  bool any() const { return clients || durations || own != 0; }

  WantedSketches() = default;
  explicit WantedSketches(const std::vector<Measure>& show);
};

/// All measures of one group, or of one span of time. Sketches take memory only where they are
/// wanted.
struct RowMeasures : GroupMeasures {
  void add(const LogLine& line, WantedSketches wanted) {
    GroupMeasures::add(line);
    if (wanted.any()) add_to_sketches(line, wanted);
  }

  void merge(const RowMeasures& other) {
    GroupMeasures::merge(other);
    if (other.sketches_ == nullptr) return;
    sketches().clients.merge(other.sketches_->clients);
    sketches_->client_lines += other.sketches_->client_lines;
    sketches().durations.merge(other.sketches_->durations);
    for (const OwnMeasures& own : other.sketches_->own)
      own_sketch(own.place).merge(own.values);
  }

  std::size_t memory() const { return sketches_ == nullptr ? 0 : memory_of_sketches(); }

  /// For the library's own use: puts it into bytes that follow from its state alone, and gets it
  /// back. read() throws BytesError for other bytes, and where `fields` have not what is measured.
  void write(ByteWriter& to) const;
  static RowMeasures read(ByteReader& from, const OwnFields& fields);

  /// Returns how many different clients there are: an estimate, but never more than lines with a
  /// client, whatever addresses somebody chose to inflate it.
  std::uint64_t clients() const;

  /// Relative, of the number of clients.
  double clients_error() const { return sketches_ == nullptr ? 0 : sketches_->clients.error(); }

  /// The quantile of the durations in nanoseconds, as Quantiles gives it; nullopt without any.
  std::optional<std::int64_t> duration(double quantile) const;

  /// Fills in what `show` asks for.
  void summarize(const std::vector<Measure>& show, GroupRow& row) const;

 private:
  struct OwnMeasures {
    std::uint8_t place;
    OwnSketch values;
  };
  struct Sketches {
    Distinct clients;
    std::uint64_t client_lines = 0;  ///< how many lines have a client
    Quantiles durations;             ///< nanoseconds
    std::vector<OwnMeasures> own;    ///< by place; those with a value
  };

  void add_to_sketches(const LogLine& line, WantedSketches wanted);
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
