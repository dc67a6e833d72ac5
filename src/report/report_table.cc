#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/report.h"
#include "record/delimited_field.h"
#include "record/number_text.h"
#include <fmt/core.h>

/// Groups and series as CSV or TSV, with the values of JSON.
namespace logscan {
namespace {

/// Writes a table field by field.
class FieldWriter {
 public:
  explicit FieldWriter(RecordFormat format) : format_(format) {}

  void text(std::string_view bytes) {
    begin();
    detail::append_delimited_field(out_, format_, bytes, RecordOptions().guard_formulas);
  }
  void null() { text({}); }

  /// Writes a number or a time, which need no escapes.
  void plain(std::string_view value) {
    begin();
    out_ += value;
  }

  void end_row() {
    out_ += '\n';
    is_first_ = true;
  }

  std::string finish() { return std::move(out_); }

 private:
  void begin() {
    if (!is_first_) out_ += detail::field_separator(format_);
    is_first_ = false;
  }

  RecordFormat format_;
  bool is_first_ = true;
  std::string out_;
};

std::string ratio(std::uint64_t part, std::uint64_t whole) {
  return fmt::format("{}",
                     whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole));
}

std::optional<std::string> number_text(const std::optional<std::uint64_t>& number) {
  return number ? std::optional(std::to_string(*number)) : std::nullopt;
}

std::optional<std::string> duration_text(const std::optional<std::int64_t>& nanoseconds) {
  if (!nanoseconds) return std::nullopt;
  std::string text;
  detail::append_seconds(text, *nanoseconds);
  return text;
}

std::optional<std::string> moment_text(const std::optional<LogTime>& time) {
  return time ? std::optional(format_rfc3339(*time)) : std::nullopt;
}

std::optional<std::string> amount_text(const std::optional<OwnAmount::Value>& amount,
                                       OwnKind kind) {
  if (!amount) return std::nullopt;
  std::string text;
  detail::append_own(text, *amount, kind);
  return text;
}

std::optional<std::string> measure_text(Measure measure, const OwnFields& own,
                                        const GroupRow& row) {
  if (is_own(measure)) return amount_text(row.own_amount(measure), own[own_index(measure)].kind);
  switch (measure) {
    case Measure::kCount:
      return std::to_string(row.count);
    case Measure::kErrors:
      return std::to_string(row.errors);
    case Measure::kRate:
      return ratio(row.errors, row.count);
    case Measure::kBytes:
      return number_text(row.bytes);
    case Measure::kClients:
      return number_text(row.clients);
    case Measure::kP50:
      return duration_text(row.p50);
    case Measure::kP90:
      return duration_text(row.p90);
    case Measure::kP95:
      return duration_text(row.p95);
    case Measure::kP99:
      return duration_text(row.p99);
    case Measure::kMax:
      return duration_text(row.max);
    case Measure::kSum:
      return amount_text(row.sum, OwnKind::kDuration);
    case Measure::kMean:
      return duration_text(row.mean);
    case Measure::kMin:
      return duration_text(row.min);
    case Measure::kRps:
      return row.rps() ? std::optional(fmt::format("{}", *row.rps())) : std::nullopt;
    case Measure::kFirst:
      return moment_text(row.first);
    case Measure::kLast:
      return moment_text(row.last);
    case Measure::kShare:
      return ratio(row.count, row.of);
  }
  return std::nullopt;
}

template <class Answer>
void write_names(FieldWriter& table, const Answer& answer) {
  for (const std::string& name : answer.by)
    table.text(name);
  for (const Measure measure : answer.show)
    table.text(measure_name(measure, answer.own));
  table.end_row();
}

template <class Answer>
void write_values(FieldWriter& table, const Answer& answer, const GroupRow& row) {
  for (const std::optional<std::string>& value : row.key)
    value ? table.text(*value) : table.null();
  for (const Measure measure : answer.show) {
    const std::optional<std::string> text = measure_text(measure, answer.own, row);
    text ? table.plain(*text) : table.null();
  }
  table.end_row();
}

}  // namespace

std::string report_table(const Summary& summary, RecordFormat format) {
  FieldWriter table(format);
  if (!summary.groups.empty()) {
    const GroupSummary& group = summary.groups.front();
    write_names(table, group);
    for (const GroupRow& row : group.rows)
      write_values(table, group, row);
  } else if (!summary.series.empty()) {
    const SeriesSummary& series = summary.series.front();
    table.text("start");
    write_names(table, series);
    for (const SeriesRow& row : series.rows) {
      table.plain(format_rfc3339(row.start));
      write_values(table, series, row.group);
    }
  }
  return table.finish();
}

}  // namespace logscan
