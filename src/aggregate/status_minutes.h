#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "aggregate/minute_counts.h"
#include "logscan/status.h"
#include "logscan/summary.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// Lines of each error status by unit of time, at first a minute. Bounded: with more than
/// kMostCells different pairs of status and time the unit grows, but stays shorter than a bucket of
/// the timeline unless many statuses are frequent. The unit follows from the set of pairs alone, so
/// any split of the lines, merged in any order, gives the same counts.
///
/// Lines of one status and unit are added up and reach the table when the unit changes. For one
/// thread.
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

  /// To be called after the last line, before all below.
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

  /// Returns how many lines of a status are in each bucket of a timeline. Too low where the unit is
  /// longer than a bucket, or they do not begin at the same times.
  std::vector<std::uint64_t> over_time(std::uint32_t status, const Timeline& timeline) const;

 private:
  struct Last {
    std::int64_t start = 0;  ///< of the unit
    std::uint64_t count = 0;
  };
  using Cell = std::pair<std::uint32_t, std::int64_t>;  ///< status, and seconds / unit

  static constexpr std::uint64_t kLongestUnit = std::uint64_t{86400} << 20;

  static bool is_unit(std::uint64_t seconds);
  std::int64_t start_of_unit(std::int64_t seconds) const;
  void flush(std::uint32_t status);
  void add_cell(Cell cell, std::uint64_t count);
  void coarsen();

  std::array<Last, kStatuses> last_{};
  std::map<Cell, std::uint64_t> cells_;
  std::uint64_t unit_ = 60;  ///< seconds
};

}  // namespace logscan
