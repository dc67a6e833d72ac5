#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "aggregate/minute_counts.h"
#include "logscan/status.h"
#include "logscan/summary.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// Lines of each error status by unit of time, initially a minute. Memory is bounded: beyond
/// kMostCells different pairs of status and time, the unit grows. It stays shorter than a bucket of
/// the timeline unless many statuses are frequent. The unit depends only on the set of pairs, so
/// any split of the lines, merged in any order, gives the same counts.
///
/// Lines of one status and unit are added up and reach the table when the unit changes. Not
/// thread-safe.
class StatusMinutes {
 public:
  static constexpr std::size_t kMostCells = 4096;
  static constexpr std::size_t kStatuses = 200;  // 400 to 599

  /// Counts a line; `status` is the code - 400.
  void add(std::uint32_t status, std::int64_t seconds) {
    Last& last = last_[status];
    if (static_cast<std::uint64_t>(seconds - last.start) >= unit_) [[unlikely]] {
      flush(status);
      last.start = start_of_unit(seconds);
    }
    ++last.count;
  }

  /// Call it after the last line, before the functions below.
  void finish();

  void merge(const StatusMinutes& other);

  /// Writes bytes that follow from the state alone. read() throws BytesError for other bytes.
  void write(ByteWriter& to) const;
  static StatusMinutes read(ByteReader& from);

  std::uint64_t count(std::uint32_t status) const;
  std::uint64_t unit_seconds() const { return unit_; }

  /// Returns how many lines of a status are in the units from `from` to before `to`, in seconds.
  /// Units that are partly outside do not count.
  std::uint64_t count_within(std::uint32_t status, std::int64_t from, std::int64_t to) const;

  /// Returns the lines with a status from `least` on, by unit. `requests` stays 0.
  std::vector<TimeCell> cells_from(std::uint32_t least) const;

  /// Returns the lines of a status in each bucket of a timeline. Counts may be too low if the unit
  /// is longer than a bucket, or if units and buckets are not aligned.
  std::vector<std::uint64_t> over_time(std::uint32_t status, const Timeline& timeline) const;

 private:
  struct Last {
    std::int64_t start = 0;  ///< start of the unit
    std::uint64_t count = 0;
  };
  struct Cell {
    std::int64_t index;  ///< seconds / unit
    std::uint64_t count;
  };

  static constexpr std::uint64_t kLongestUnit = std::uint64_t{86400} << 20;

  static bool is_unit(std::uint64_t seconds);
  std::int64_t start_of_unit(std::int64_t seconds) const;
  void flush(std::uint32_t status);
  void add_cell(std::uint32_t status, const Cell& cell);
  void coarsen();

  std::array<Last, kStatuses> last_{};
  std::array<std::vector<Cell>, kStatuses> cells_;  ///< by index
  std::size_t size_ = 0;                            ///< of all cells
  std::uint64_t unit_ = 60;                         ///< seconds
};

}  // namespace logscan
