#include <algorithm>
#include <utility>

#include "aggregate/error_details.h"
#include "aggregate/limits.h"
#include "aggregate/line_counts.h"

namespace logscan {
namespace {

// Units grow while there are too many buckets. All days of 10,000 years fit with units of 64 days.
constexpr std::uint64_t kLongestUnit = 86400 * 1024;

bool is_unit(std::uint64_t unit) {
  if (unit == 60 || unit == 3600) return true;
  return unit % 86400 == 0 && unit <= kLongestUnit && std::has_single_bit(unit / 86400);
}

}  // namespace

std::uint64_t MinuteCounts::requests() const {
  std::uint64_t all = 0;
  for (const Bucket& bucket : slots_)
    all += bucket.requests;
  return all;
}

void MinuteCounts::write(ByteWriter& to) const {
  std::vector<Bucket> buckets;
  for (const Bucket& bucket : slots_) {
    if (bucket.requests != 0) buckets.push_back(bucket);
  }
  std::sort(buckets.begin(), buckets.end(),
            [](const Bucket& a, const Bucket& b) { return a.index < b.index; });
  to.number(unit_);
  to.number(buckets.size());
  std::int64_t last = 0;
  for (const Bucket& bucket : buckets) {
    to.signed_number(bucket.index - last);
    to.number(bucket.requests);
    to.number(bucket.errors);
    last = bucket.index;
  }
}

MinuteCounts MinuteCounts::read(ByteReader& from) {
  MinuteCounts minutes;
  minutes.unit_ = from.number();
  require(is_unit(minutes.unit_));
  const auto unit = static_cast<std::int64_t>(minutes.unit_);
  const std::int64_t first = kFirstMoment / unit - 1;
  const std::int64_t last = kLastMoment / unit;
  const std::size_t count = from.count(3);
  require(count <= kMostBuckets);
  std::int64_t index = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t step = from.signed_number();
    require(i == 0 || step > 0);
    require(step >= first - last && step <= last - first);
    index += step;
    require(index >= first && index <= last);
    const std::uint64_t requests = from.number(kMostLines);
    require(requests > 0);
    minutes.add_bucket(index, requests, from.number(requests));
  }
  return minutes;
}

void StatusMinutes::write(ByteWriter& to) const {
  to.number(unit_);
  to.number(size_);
  std::uint32_t last_status = 0;
  std::int64_t last = 0;
  for (std::uint32_t status = 0; status < kStatuses; ++status) {
    for (const Cell& cell : cells_[status]) {
      to.number(status - std::exchange(last_status, status));
      to.signed_number(cell.index - std::exchange(last, cell.index));
      to.number(cell.count);
    }
  }
}

StatusMinutes StatusMinutes::read(ByteReader& from) {
  StatusMinutes minutes;
  minutes.unit_ = from.number();
  require(is_unit(minutes.unit_));
  const auto unit = static_cast<std::int64_t>(minutes.unit_);
  const std::int64_t first = kFirstMoment / unit - 1;
  const std::int64_t last = kLastMoment / unit;
  const std::size_t count = from.count(3);
  require(count <= kMostCells);
  std::uint32_t status = 0;
  std::int64_t index = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto skipped = static_cast<std::uint32_t>(from.number(kStatuses));
    const std::int64_t step = from.signed_number();
    require(i == 0 || skipped > 0 || step > 0);
    require(step >= first - last && step <= last - first);
    status += skipped;
    index += step;
    require(status < kStatuses && index >= first && index <= last);
    const std::uint64_t lines = from.number(kMostLines);
    require(lines > 0);
    minutes.add_cell(status, {index, lines});
  }
  return minutes;
}

void LineCounts::write(ByteWriter& to) const {
  to.number(static_cast<std::uint64_t>(
      std::count_if(codes_.begin(), codes_.end(), [](std::uint64_t count) { return count != 0; })));
  for (std::size_t code = 0; code < kStatusCodes; ++code) {
    if (codes_[code] == 0) continue;
    to.number(code);
    to.number(codes_[code]);
  }
  write_times(first_, last_, to);
  to.number(undated_);
  minutes_.write(to);
}

LineCounts LineCounts::read(ByteReader& from) {
  LineCounts counts;
  const std::size_t codes = from.count(2);
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < codes; ++i) {
    const std::uint64_t code = from.number(kStatusCodes - 1);
    require(i == 0 || code > last);
    last = code;
    counts.codes_[code] = from.number(kMostLines);
    require(counts.codes_[code] > 0);
  }
  read_times(from, counts.first_, counts.last_);
  counts.undated_ = from.number(kMostLines);
  counts.minutes_ = MinuteCounts::read(from);
  return counts;
}

void ErrorTimes::write(ByteWriter& to) const {
  for (const Status& status : statuses_) {
    to.number(status.count);
    if (status.count > 0) write_times(status.times.first, status.times.last, to);
  }
  minutes_.write(to);
}

ErrorTimes ErrorTimes::read(ByteReader& from) {
  ErrorTimes times;
  for (Status& status : times.statuses_) {
    status.count = from.number(kMostLines);
    if (status.count > 0) read_times(from, status.times.first, status.times.last);
  }
  times.minutes_ = StatusMinutes::read(from);
  for (std::uint32_t at = 0; at < kErrors; ++at)
    require(times.minutes_.count(at) <= times.statuses_[at].count);
  return times;
}

void ErrorDetails::write(ByteWriter& to) const {
  times_.write(to);
  keys_.write(to);
}

ErrorDetails ErrorDetails::read(ByteReader& from) {
  ErrorDetails errors;
  errors.times_ = ErrorTimes::read(from);
  errors.keys_.read(from);
  return errors;
}

}  // namespace logscan
