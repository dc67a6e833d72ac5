#include <algorithm>

#include "aggregate/limits.h"
#include "aggregate/row_measures.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"

namespace logscan {

void Distinct::write(ByteWriter& to) const {
  to.flag(exact());
  if (!exact()) {
    for (const std::uint8_t rank : registers_)
      to.raw({reinterpret_cast<const char*>(&rank), 1});
    return;
  }
  to.number(hashes_.size());
  for (const std::uint64_t hash : hashes_)
    to.word(hash);
}

Distinct Distinct::read(ByteReader& from) {
  Distinct distinct;
  if (!from.flag()) {
    constexpr std::uint8_t kHighestRank = 64 - kPrecision + 1;
    for (const char rank : from.raw(kRegisters))
      distinct.registers_.push_back(static_cast<std::uint8_t>(rank));
    require(*std::max_element(distinct.registers_.begin(), distinct.registers_.end()) <=
            kHighestRank);
    return distinct;
  }
  const std::size_t count = from.count(sizeof(std::uint64_t));
  require(count <= kMostExact);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t hash = from.word();
    require(i == 0 || distinct.hashes_.back() < hash);
    distinct.add(hash);
  }
  return distinct;
}

void Totals::write(ByteWriter& to) const {
  to.number(count_);
  if (count_ == 0) return;
  to.number(min_);
  to.number(max_);
  to.number(static_cast<std::uint64_t>(sum_ >> 64));
  to.word(static_cast<std::uint64_t>(sum_));
}

Totals Totals::read(ByteReader& from) {
  Totals values;
  values.count_ = from.number(kMostValues);
  if (values.count_ == 0) return values;
  values.min_ = from.number();
  values.max_ = from.number();
  const std::uint64_t high = from.number();
  values.sum_ = Sum{high} << 64 | from.word();
  require(values.sum_ >= Sum{values.min_} * values.count_);
  require(values.sum_ <= Sum{values.max_} * values.count_);
  return values;
}

void Quantiles::write(ByteWriter& to) const {
  Totals::write(to);
  if (count() == 0) return;
  to.number(used_);
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const Bucket bucket = bucket_in(i);
    if (bucket.count == 0) continue;
    to.number(bucket.index - last);
    to.number(bucket.count);
    last = bucket.index;
  }
}

Quantiles Quantiles::read(ByteReader& from) {
  Quantiles values;
  static_cast<Totals&>(values) = Totals::read(from);
  if (values.count() == 0) return values;
  std::uint64_t left = values.count();
  std::uint64_t index = 0;
  const std::size_t used = from.count(2);
  for (std::size_t i = 0; i < used; ++i) {
    const std::uint64_t step = from.number(bucket_of(UINT64_MAX) - index);
    require(i == 0 || step > 0);
    index += step;
    const std::uint64_t count = from.number(left);
    require(count > 0);
    left -= count;
    values.add_to(static_cast<std::uint32_t>(index), count);
    require(i != 0 || index == bucket_of(*values.min()));
  }
  require(left == 0 && index == bucket_of(*values.max()));
  return values;
}

void RowMeasures::write(ByteWriter& to) const {
  to.number(count);
  to.number(errors);
  to.number(bytes);
  to.number(bytes_known);
  write_times(first, last, to);
  to.flag(more_ != nullptr);
  if (more_ == nullptr) return;
  more_->durations.write(to);
  const Sketches* const sketches = more_->sketches.get();
  to.flag(sketches != nullptr);
  if (sketches == nullptr) return;
  to.number(sketches->client_lines);
  sketches->clients.write(to);
  sketches->durations.write(to);
  to.number(sketches->own.size());
  for (const OwnMeasures& own : sketches->own) {
    to.number(own.place);
    own.values.write(to);
  }
  to.flag(sketches->columns != nullptr);
  if (sketches->columns == nullptr) return;
  for (const std::uint64_t lines : *sketches->columns)
    to.number(lines);
}

RowMeasures RowMeasures::read(ByteReader& from, const OwnFields& fields, std::size_t columns) {
  RowMeasures row;
  row.count = from.number(kMostLines);
  row.errors = from.number(row.count);
  row.bytes = from.number();
  row.bytes_known = from.number(row.count);
  require(row.bytes_known > 0 || row.bytes == 0);
  read_times(from, row.first, row.last);
  if (!from.flag()) return row;
  const Totals durations = row.more().durations = Totals::read(from);
  require(durations.count() <= row.count);
  if (!from.flag()) {
    require(durations.count() > 0);
    return row;
  }
  Sketches& sketches = row.sketches();
  sketches.client_lines = from.number(row.count);
  sketches.clients = Distinct::read(from);
  const std::uint64_t clients = sketches.clients.count();
  require(std::min<std::uint64_t>(clients, Distinct::kMostExact + 1) <= sketches.client_lines);
  require((clients == 0) == (sketches.client_lines == 0));
  sketches.durations = Quantiles::read(from);
  require(durations.count() == 0 || sketches.durations.count() == 0);
  require(sketches.durations.count() <= row.count);
  for (std::size_t left = from.count(); left > 0; --left) {
    const auto place = static_cast<std::uint8_t>(from.number(kMaxOwnFields - 1));
    require(place < fields.size() && (sketches.own.empty() || place > sketches.own.back().place));
    sketches.own.push_back({place, OwnSketch::read(from, fields[place].kind)});
    require(sketches.own.back().values.count() <= row.count);
  }
  std::uint64_t most = 0;
  if (from.flag()) {
    require(columns > 0);
    for (std::uint64_t& lines : row.columns_of(columns))
      most = std::max(most, lines = from.number(row.count));
    require(most > 0);
  }
  require(clients > 0 || sketches.durations.count() > 0 || !sketches.own.empty() || most > 0);
  return row;
}

}  // namespace logscan
