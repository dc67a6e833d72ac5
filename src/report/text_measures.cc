#include "report/text_measures.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "record/number_text.h"
#include "report/text_writer.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

std::uint64_t magnitude(std::int64_t value) {
  return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

/// Returns the duration that a measure shows; nullopt for measures that are no duration.
std::optional<std::int64_t> duration_of(Measure measure, const GroupRow& row) {
  switch (measure) {
    case Measure::kP50:
      return row.p50;
    case Measure::kP90:
      return row.p90;
    case Measure::kP95:
      return row.p95;
    case Measure::kP99:
      return row.p99;
    case Measure::kMax:
      return row.max;
    case Measure::kMean:
      return row.mean;
    case Measure::kMin:
      return row.min;
    case Measure::kCount:
    case Measure::kErrors:
    case Measure::kRate:
    case Measure::kBytes:
    case Measure::kClients:
    case Measure::kFirst:
    case Measure::kLast:
    case Measure::kShare:
    case Measure::kSum:
    case Measure::kRps:
      break;
  }
  return std::nullopt;  // and for the measures of own fields, which have no enumerator
}

bool is_duration(Measure measure) {
  return (measure >= Measure::kP50 && measure <= Measure::kMax) ||
         (measure >= Measure::kSum && measure <= Measure::kMin);
}

/// Clamps a sum, which may exceed the range of a duration.
std::int64_t capped(OwnAmount::Value amount) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  return amount > static_cast<OwnAmount::Value>(kMost) ? kMost : static_cast<std::int64_t>(amount);
}

std::string seconds_text(std::int64_t nanoseconds, int decimals) {
  std::uint64_t steps = 1;  // in a second
  for (int i = 0; i < decimals; ++i)
    steps *= 10;
  const std::uint64_t step = 1'000'000'000 / steps;
  const std::uint64_t rounded = (magnitude(nanoseconds) + step / 2) / step;
  return fmt::format("{}{}.{:0{}}", nanoseconds < 0 && rounded > 0 ? "-" : "", rounded / steps,
                     rounded % steps, decimals);
}

}  // namespace

void MeasureCells::note_time(const LogTime& time) {
  const std::string date = format_rfc3339(time).substr(0, kDateColumns);
  has_offsets_ = has_offsets_ || !clock_.names(time);
  has_dates_ = has_dates_ || (!date_.empty() && date != date_);
  if (date_.empty()) date_ = date;
}

std::string MeasureCells::date() const {
  return has_offsets_ || has_dates_ ? "" : date_;
}

std::string MeasureCells::time_cell(const std::optional<LogTime>& time) const {
  if (!time) return "-";
  const std::string full = format_rfc3339(*time);
  if (has_offsets_) return full;
  const std::string clock = full.substr(kDateColumns + 1, 8);
  return has_dates_ ? full.substr(0, kDateColumns) + " " + clock : clock;
}

void MeasureCells::note(const GroupRow& row) {
  for (const Measure measure : show_) {
    if (measure == Measure::kFirst && row.first) note_time(*row.first);
    if (measure == Measure::kLast && row.last) note_time(*row.last);
    const double rps = measure == Measure::kRps ? row.rps().value_or(0) : 0;
    if (rps > 0 && rps < 0.01) rps_decimals_ = 6;
    std::uint64_t duration = magnitude(duration_of(measure, row).value_or(0));
    if (is_own(measure) && own_kind(measure) == OwnKind::kDuration)
      duration = magnitude(capped(row.own_amount(measure).value_or(0)));
    if (measure == Measure::kSum) duration = magnitude(capped(row.sum.value_or(0)));
    if (duration == 0 || duration >= 1'000'000) continue;
    decimals_ = std::max(decimals_, duration < 1000 ? 9 : 6);
  }
}

std::vector<std::string> MeasureCells::titles() const {
  std::vector<std::string> titles;
  for (const Measure measure : show_) {
    const bool seconds =
        is_own(measure) ? own_kind(measure) == OwnKind::kDuration : is_duration(measure);
    titles.push_back(fmt::format("{}{}", measure_name(measure, own_), seconds ? " s" : ""));
  }
  return titles;
}

std::vector<std::string> MeasureCells::cells(const GroupRow& row) const {
  std::vector<std::string> cells;
  for (const Measure measure : show_)
    cells.push_back(cell(measure, row));
  return cells;
}

std::string MeasureCells::cell(Measure measure, const GroupRow& row) const {
  const auto number = [](const std::optional<std::uint64_t>& value) {
    return value ? std::to_string(*value) : "-";
  };
  if (is_own(measure)) return amount_cell(row.own_amount(measure), own_kind(measure));
  switch (measure) {
    case Measure::kCount:
      return std::to_string(row.count);
    case Measure::kErrors:
      return std::to_string(row.errors);
    case Measure::kRate:
      return share(row.errors, row.covered());
    case Measure::kBytes:
      return row.bytes ? text_.bytes(*row.bytes) : "-";
    case Measure::kClients:
      return number(row.clients);
    case Measure::kFirst:
      return time_cell(row.first);
    case Measure::kLast:
      return time_cell(row.last);
    case Measure::kShare:
      return share(row.count, row.of);
    case Measure::kSum:
      return amount_cell(row.sum, OwnKind::kDuration);
    case Measure::kRps:
      return row.rps() ? fmt::format("{:.{}f}", *row.rps(), rps_decimals_) : "-";
    case Measure::kMean:
    case Measure::kMin:
    case Measure::kP50:
    case Measure::kP90:
    case Measure::kP95:
    case Measure::kP99:
    case Measure::kMax:
      break;
  }
  const std::optional<std::int64_t> duration = duration_of(measure, row);
  return duration ? seconds_text(*duration, decimals_) : "-";
}

std::string MeasureCells::amount_cell(const std::optional<OwnAmount::Value>& amount,
                                      OwnKind kind) const {
  if (!amount) return "-";
  const bool fits = *amount == static_cast<OwnAmount::Value>(capped(*amount));
  if (kind == OwnKind::kDuration && fits) return seconds_text(capped(*amount), decimals_);
  std::string text;
  append_own(text, *amount, kind);
  return text;
}

}  // namespace logscan::detail
