#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "aggregate/own_sketch.h"
#include "logscan/distinct.h"
#include "logscan/group_measures.h"
#include "logscan/group_summary.h"
#include "logscan/log_line.h"
#include "logscan/quantiles.h"
#include "logscan/string_pool.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// Which of the measures that need a sketch are wanted.
struct WantedSketches {
  bool clients = false;
  bool durations = false;
  std::uint64_t own = 0;  ///< a bit for each place in OwnFields that is measured

  WantedSketches() = default;
  explicit WantedSketches(const std::vector<Measure>& show);
};

/// All measures of one group, or of one span of time. Sketches take memory only where they are
/// wanted.
struct RowMeasures : GroupMeasures {
  void add(const LogLine& line, WantedSketches wanted) {
    GroupMeasures::add(line);
    if (wanted.clients && line.client.data() != nullptr) {
      sketches().clients.add(hash_bytes(line.client));
      ++sketches_->client_lines;
    }
    if (wanted.durations && line.duration && *line.duration >= 0)
      sketches().durations.add(static_cast<std::uint64_t>(*line.duration));
    if (wanted.own != 0) add_own(line, wanted.own);
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

  std::size_t memory() const {
    if (sketches_ == nullptr) return 0;
    std::size_t size = sketches_->clients.memory() + sizeof(sketches_->client_lines) +
                       sketches_->durations.memory();
    for (const OwnMeasures& own : sketches_->own)
      size += sizeof(own.place) + own.values.memory();
    return size;
  }

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
