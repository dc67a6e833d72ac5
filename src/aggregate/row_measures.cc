#include "aggregate/row_measures.h"

#include <algorithm>
#include <bit>

namespace logscan {

void RowMeasures::add_to_sketches(const LogLine& line, MeasureNeeds needs) {
  if (needs.clients && line.client.data() != nullptr) {
    sketches().clients.add(hash_bytes(line.client));
    ++sketches_->client_lines;
  }
  if (needs.durations && line.duration && *line.duration >= 0)
    sketches().durations.add(static_cast<std::uint64_t>(*line.duration));
  if (needs.own != 0) add_own(line, needs.own);
}

std::size_t RowMeasures::memory_of_sketches() const {
  std::size_t size =
      sketches_->clients.memory() + sizeof(sketches_->client_lines) + sketches_->durations.memory();
  for (const OwnMeasures& own : sketches_->own)
    size += sizeof(own.place) + own.values.memory();
  if (sketches_->columns != nullptr) size += sketches_->columns->size() * sizeof(std::uint64_t);
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
  if (sketches_ == nullptr) return nullptr;
  for (const OwnMeasures& own : sketches_->own) {
    if (own.place == place) return &own;
  }
  return nullptr;
}

std::uint64_t RowMeasures::clients() const {
  return sketches_ == nullptr ? 0 : std::min(sketches_->clients.count(), sketches_->client_lines);
}

std::optional<std::int64_t> RowMeasures::duration(double quantile) const {
  if (sketches_ == nullptr) return std::nullopt;
  const std::optional<std::uint64_t> value = sketches_->durations.quantile(quantile);
  if (!value) return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

void RowMeasures::summarize(const std::vector<Measure>& show, GroupRow& row) const {
  row.count = count;
  row.errors = errors;
  if (sketches_ != nullptr) {
    row.durations = sketches_->durations.count();
    row.duration_seconds = static_cast<double>(sketches_->durations.sum()) / 1e9;
  }
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
        row.max = duration(1);
        break;
      case Measure::kMin:
        row.min = duration(0);
        break;
      case Measure::kSum:
        if (row.durations > 0) row.sum = sketches_->durations.sum();
        break;
      case Measure::kMean:
        if (row.durations > 0)
          row.mean = static_cast<std::int64_t>(sketches_->durations.sum() / row.durations);
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
