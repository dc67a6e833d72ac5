#pragma once

#include <array>
#include <cstdint>

#include "aggregate/line_counts.h"
#include "aggregate/status_minutes.h"
#include "format/line_parser.h"
#include "logscan/status.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// How many lines have each error status, and when. Merges in any order. Not thread-safe.
class ErrorTimes {
 public:
  static constexpr std::uint32_t kErrors = 200;  ///< 400 to 599
  struct Status {
    std::uint64_t count = 0;
    TimeSpan times;  ///< of the lines that have one
  };

  static std::uint32_t index(StatusCode status) { return status - 400u; }

  /// Counts a line with an error status.
  void add(const ParsedLine& line) {
    if (line.dated) {
      add(line.status, line.time);
    } else {
      ++statuses_[index(line.status)].count;
    }
  }
  void add(StatusCode code, PackedTime time) {
    Status& status = statuses_[index(code)];
    ++status.count;
    status.times.add(time);
    minutes_.add(index(code), time.seconds());
  }

  /// Call it after the last line, before the functions below.
  void finish() { minutes_.finish(); }

  void merge(const ErrorTimes& other);

  /// Write bytes that depend only on the state, and read them back. read() throws BytesError for
  /// other bytes.
  void write(ByteWriter& to) const;
  static ErrorTimes read(ByteReader& from);

  const Status& operator[](std::uint32_t index) const { return statuses_[index]; }
  const StatusMinutes& minutes() const { return minutes_; }

 private:
  std::array<Status, kErrors> statuses_;
  StatusMinutes minutes_;
};

}  // namespace logscan
