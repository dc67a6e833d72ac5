#include "aggregate/row_measures.h"

namespace logscan {
namespace {

std::optional<std::int64_t> quantile(const Quantiles* durations, double q) {
  if (durations == nullptr) return std::nullopt;
  const std::optional<std::uint64_t> value = durations->quantile(q);
  if (!value) return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

}  // namespace

WantedSketches::WantedSketches(const std::vector<Measure>& show) {
  for (const Measure measure : show) {
    clients = clients || measure == Measure::kClients;
    durations = durations || (measure >= Measure::kP50 && measure <= Measure::kMax);
  }
}

void RowMeasures::summarize(const std::vector<Measure>& show, GroupRow& row) const {
  const Quantiles* const durations = sketches_ == nullptr ? nullptr : &sketches_->durations;
  row.count = count;
  row.errors = errors;
  for (const Measure measure : show) {
    switch (measure) {
      case Measure::kCount:
      case Measure::kErrors:
      case Measure::kRate:
        break;
      case Measure::kBytes:
        if (bytes_known > 0) row.bytes = bytes;
        break;
      case Measure::kClients:
        row.clients = sketches_ == nullptr ? 0 : sketches_->clients.count();
        break;
      case Measure::kP50:
        row.p50 = quantile(durations, 0.5);
        break;
      case Measure::kP90:
        row.p90 = quantile(durations, 0.9);
        break;
      case Measure::kP95:
        row.p95 = quantile(durations, 0.95);
        break;
      case Measure::kP99:
        row.p99 = quantile(durations, 0.99);
        break;
      case Measure::kMax:
        row.max = quantile(durations, 1);
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
