#include "aggregate/row_measures.h"

#include <algorithm>
#include <bit>

#include "text/hash_bytes.h"

namespace logscan {
namespace {

std::optional<std::int64_t> nanoseconds(std::optional<std::uint64_t> value) {
  if (!value) return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

}  // namespace

void RowMeasures::add_to_sketches(const LogLine& line, MeasureNeeds needs) {
  if (needs.clients && line.client.data() != nullptr) {
    sketches().clients.add(hash_bytes(line.client));
    ++sketches().client_lines;
  }
  if (needs.percentiles && line.duration && *line.duration >= 0)
    sketches().durations.add(static_cast<std::uint64_t>(*line.duration));
  if (needs.own != 0) add_own(line, needs.own);
}

void RowMeasures::merge_sketches(const Sketches& others) {
  Sketches& mine = sketches();
  mine.clients.merge(others.clients);
  mine.client_lines += others.client_lines;
  mine.durations.merge(others.durations);
  for (const OwnMeasures& own : others.own)
    own_sketch(own.place).merge(own.values);
  if (others.columns != nullptr) merge_columns(*others.columns);
}

std::size_t RowMeasures::memory_of_sketches() const {
  const Sketches& sketches = *more_->sketches;
  std::size_t size =
      sketches.clients.memory() + sizeof(sketches.client_lines) + sketches.durations.memory();
  for (const OwnMeasures& own : sketches.own)
    size += sizeof(own.place) + own.values.memory();
  if (sketches.columns != nullptr) size += sketches.columns->size() * sizeof(std::uint64_t);
  return size;
}

void RowMeasures::add_own(const LogLine& line, std::uint64_t places) {
  for (; line.own != nullptr && places != 0; places &= places - 1) {
    const auto place = static_cast<std::uint8_t>(std::countr_zero(places));
    const OwnValue& value = line.own[place];
    if (value.text.data() != nullptr) own_sketch(place).add(value);
  }
}

RowMeasures::Columns& RowMeasures::columns_of(std::size_t size) {
  std::unique_ptr<Columns>& columns = sketches().columns;
  if (columns == nullptr) columns = std::make_unique<Columns>(size);
  return *columns;
}

void RowMeasures::merge_columns(const Columns& others) {
  Columns& columns = columns_of(others.size());
  for (std::size_t i = 0; i < others.size(); ++i)
    columns[i] += others[i];
}

OwnSketch& RowMeasures::own_sketch(std::uint8_t place) {
  std::vector<OwnMeasures>& own = sketches().own;
  const auto found = std::find_if(own.begin(), own.end(),
                                  [place](const auto& each) { return each.place >= place; });
  if (found != own.end() && found->place == place) return found->values;
  return own.insert(found, {place, {}})->values;
}

const RowMeasures::OwnMeasures* RowMeasures::find_own(std::size_t place) const {
  if (find_sketches() == nullptr) return nullptr;
  for (const OwnMeasures& own : find_sketches()->own) {
    if (own.place == place) return &own;
  }
  return nullptr;
}

std::uint64_t RowMeasures::clients() const {
  const Sketches* const sketches = find_sketches();
  return sketches == nullptr ? 0 : std::min(sketches->clients.count(), sketches->client_lines);
}

const Totals& RowMeasures::durations() const {
  static const Totals kNone;
  if (more_ == nullptr) return kNone;
  const Sketches* const sketches = more_->sketches.get();
  if (more_->durations.count() > 0 || sketches == nullptr) return more_->durations;
  return sketches->durations;
}

std::optional<std::int64_t> RowMeasures::duration(double quantile) const {
  if (find_sketches() == nullptr) return std::nullopt;
  return nanoseconds(find_sketches()->durations.quantile(quantile));
}

void RowMeasures::summarize(const std::vector<Measure>& show, GroupRow& row) const {
  row.count = count;
  row.errors = errors;
  const Totals& all = durations();
  row.durations = all.count();
  row.duration_seconds = static_cast<double>(all.sum()) / 1e9;
  for (const Measure measure : show) {
    if (is_own(measure)) {
      const OwnMeasures* const own = find_own(own_index(measure));
      const auto value = own != nullptr ? own->values.stat(own_stat(measure)) : std::nullopt;
      if (value) row.own.push_back({measure, *value});
      continue;
    }
    switch (measure) {
      case Measure::kCount:
      case Measure::kErrors:
      case Measure::kRate:
      case Measure::kShare:
      case Measure::kRps:
        break;
      case Measure::kBytes:
        if (bytes_known > 0 && !bytes_overflowed()) row.bytes = bytes;
        break;
      case Measure::kClients:
        if (const std::uint64_t different = clients(); different > 0) row.clients = different;
        break;
      case Measure::kP50:
        row.p50 = duration(0.5);
        break;
      case Measure::kP90:
        row.p90 = duration(0.9);
        break;
      case Measure::kP95:
        row.p95 = duration(0.95);
        break;
      case Measure::kP99:
        row.p99 = duration(0.99);
        break;
      case Measure::kMax:
        row.max = nanoseconds(all.max());
        break;
      case Measure::kMin:
        row.min = nanoseconds(all.min());
        break;
      case Measure::kSum:
        if (all.count() > 0) row.sum = all.sum();
        break;
      case Measure::kMean:
        if (all.count() > 0) row.mean = static_cast<std::int64_t>(all.sum() / all.count());
        break;
      case Measure::kFirst:
        if (dated()) row.first = first.unpack();
        break;
      case Measure::kLast:
        if (dated()) row.last = last.unpack();
        break;
    }
  }
}

}  // namespace logscan
