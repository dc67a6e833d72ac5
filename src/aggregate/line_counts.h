#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

#include "aggregate/minute_counts.h"
#include "format/line_parser.h"
#include "logscan/status.h"
#include "logscan/summary.h"
#include "scan/plain_line.h"
#include "text/time_zone.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// The earliest and the latest of several moments.
struct TimeSpan {
  void add(PackedTime time) {
    first = std::min(first, time);
    last = std::max(last, time);
  }
  void merge(const TimeSpan& other) {
    first = std::min(first, other.first);
    last = std::max(last, other.last);
  }
  bool is_empty() const { return last < first; }

  PackedTime first = PackedTime::latest();
  PackedTime last = PackedTime::earliest();
};

/// Returns the times of a run of plain lines (at least one) in the minute that starts at `minute`.
inline TimeSpan times_of(const PlainRun& run, PackedTime minute) {
  std::uint8_t first = 59;
  std::uint8_t last = 0;
  for (std::size_t i = 0; i < run.count; ++i) {
    first = std::min(first, run.seconds[i]);
    last = std::max(last, run.seconds[i]);
  }
  return {minute.plus(first), minute.plus(last)};
}

/// The counts of every parsed line: status, minute, earliest and latest time. Costs a few
/// instructions per line: lines of one minute are added up in registers and reach the table when
/// the minute changes. Merges in any order. Not thread-safe.
class LineCounts {
 public:
  void add(const ParsedLine& line) {
    ++codes_[line.status];
    if (!line.dated) {
      ++undated_;
      return;
    }
    if (line.time < first_) first_ = line.time;
    if (last_ < line.time) last_ = line.time;
    const std::uint64_t into_minute =
        static_cast<std::uint64_t>(line.time.seconds() - minute_start_);
    if (into_minute >= 60) [[unlikely]]
      change_minute(line.time.seconds());
    ++requests_;
    errors_ += is_error(line.status);
  }

  /// Adds plain lines (at least one) of the minute that starts at `minute`. Stores the indices of
  /// errors in `errors` and returns their number.
  using Errors = std::array<std::uint8_t, PlainRun::kMax>;
  std::size_t add(const PlainRun& run, PackedTime minute, Errors& errors) {
    std::size_t error_count = 0;
    for (std::size_t i = 0; i < run.count; ++i) {
      const StatusCode status = run.statuses[i];
      ++codes_[status];
      errors[error_count] = static_cast<std::uint8_t>(i);
      error_count += is_error(status);
    }
    const TimeSpan times = times_of(run, minute);
    first_ = std::min(first_, times.first);
    last_ = std::max(last_, times.last);
    if (minute.seconds() != minute_start_) change_minute(minute.seconds());
    requests_ += run.count;
    errors_ += error_count;
    return error_count;
  }

  /// Call it once after the last line, before merge() and summarize().
  void finish() {
    minutes_.add(minute_start_ / 60, requests_, errors_);
    requests_ = errors_ = 0;
  }

  void merge(const LineCounts& other) {
    for (std::size_t i = 0; i < kStatusCodes; ++i)
      codes_[i] += other.codes_[i];
    first_ = std::min(first_, other.first_);
    last_ = std::max(last_, other.last_);
    undated_ += other.undated_;
    minutes_.merge(other.minutes_);
  }

  /// For internal use. Write bytes that depend only on the state, and read them back. read() throws
  /// BytesError for other bytes.
  void write(ByteWriter& to) const;
  static LineCounts read(ByteReader& from);

  /// Return the number of lines per status, and the number of lines without a time.
  const std::array<std::uint64_t, kStatusCodes>& codes() const { return codes_; }
  std::uint64_t undated() const { return undated_; }
  TimeSpan times() const { return {first_, last_}; }
  const MinuteCounts& minutes() const { return minutes_; }

  /// Fills in the summary's times, timeline and status. The buckets of the timeline start at round
  /// times on the clock of `zone`, or by default on that of the first line.
  void summarize(Summary& summary, const TimeZone* zone = nullptr) const;

 private:
  void change_minute(std::int64_t seconds) {
    minutes_.add(minute_start_ / 60, requests_, errors_);
    requests_ = errors_ = 0;
    minute_start_ = seconds - ((seconds % 60) + 60) % 60;
  }

  std::array<std::uint64_t, kStatusCodes> codes_{};
  PackedTime first_{PackedTime::latest()};
  PackedTime last_{PackedTime::earliest()};
  std::uint64_t undated_ = 0;
  std::int64_t minute_start_ = 0;
  std::uint64_t requests_ = 0;
  std::uint64_t errors_ = 0;
  MinuteCounts minutes_;
};

/// Parsed lines whose field was read, and among them those whose column holds something else. Times
/// are read in every line, so looked_at stays 0 for them.
struct UnreadCounts {
  std::uint64_t lines = 0;
  std::uint64_t looked_at = 0;

  UnreadCounts& operator+=(const UnreadCounts& other) {
    lines += other.lines;
    looked_at += other.looked_at;
    return *this;
  }
};

}  // namespace logscan
