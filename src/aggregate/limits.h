#pragma once

#include <bit>
#include <cstdint>

#include "format/line_parser.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"

namespace logscan {

/// A day before the year 0, and a day after the year 9999: no log has other times.
constexpr std::int64_t kFirstMoment = -62'167'305'600;
constexpr std::int64_t kLastMoment = 253'402'387'199;

/// No log has more lines, and no file more bytes. States and partials are limited to these totals
/// when they are read, so no sum of counts overflows.
constexpr std::uint64_t kMostLines = (std::uint64_t{1} << 48) - 1;
constexpr std::uint64_t kMostBytes = (std::uint64_t{1} << 63) - 1;

inline std::int64_t required_moment(std::int64_t seconds) {
  require(seconds >= kFirstMoment && seconds <= kLastMoment);
  return seconds;
}

inline void write_time(PackedTime time, ByteWriter& to) {
  to.signed_number(std::bit_cast<std::int64_t>(time));
}

inline PackedTime read_time(ByteReader& from) {
  const auto time = std::bit_cast<PackedTime>(from.signed_number());
  required_moment(time.seconds());
  return time;
}

/// Write and read the earliest and the latest of some times. If the first is after the last, there
/// are none.
inline void write_times(PackedTime first, PackedTime last, ByteWriter& to) {
  to.flag(first <= last);
  if (!(first <= last)) return;
  write_time(first, to);
  write_time(last, to);
}

inline void read_times(ByteReader& from, PackedTime& first, PackedTime& last) {
  if (!from.flag()) return;
  first = read_time(from);
  last = read_time(from);
  require(first <= last);
}

}  // namespace logscan
