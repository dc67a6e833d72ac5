#include <algorithm>
#include <optional>
#include <string>

#include "report/json_sections.h"
#include "text/safe_text.h"

namespace logscan::detail {
namespace {

void write_duration(JsonWriter& json, const std::optional<std::int64_t>& nanoseconds) {
  nanoseconds ? json.seconds(*nanoseconds) : json.null();
}

void write_optional(JsonWriter& json, const std::optional<std::uint64_t>& number) {
  number ? json.number(*number) : json.null();
}

void write_moment(JsonWriter& json, const std::optional<LogTime>& time) {
  time ? json.string(format_rfc3339(*time)) : json.null();
}

void write_measure(JsonWriter& json, Measure measure, const OwnFields& own, const GroupRow& row) {
  json.key(measure_name(measure, own));
  if (is_own(measure)) {
    const std::optional<OwnAmount::Value> amount = row.own_amount(measure);
    return amount ? json.own(*amount, own[own_index(measure)].kind) : json.null();
  }
  switch (measure) {
    case Measure::kCount:
      return json.number(row.count);
    case Measure::kErrors:
      return json.number(row.errors);
    case Measure::kRate:
      return json.real(row.covered() == 0
                           ? 0
                           : static_cast<double>(row.errors) / static_cast<double>(row.covered()));
    case Measure::kBytes:
      return write_optional(json, row.bytes);
    case Measure::kClients:
      return write_optional(json, row.clients);
    case Measure::kP50:
      return write_duration(json, row.p50);
    case Measure::kP90:
      return write_duration(json, row.p90);
    case Measure::kP95:
      return write_duration(json, row.p95);
    case Measure::kP99:
      return write_duration(json, row.p99);
    case Measure::kMax:
      return write_duration(json, row.max);
    case Measure::kSum:
      return row.sum ? json.own(*row.sum, OwnKind::kDuration) : json.null();
    case Measure::kMean:
      return write_duration(json, row.mean);
    case Measure::kMin:
      return write_duration(json, row.min);
    case Measure::kRps:
      return row.rps() ? json.real(*row.rps()) : json.null();
    case Measure::kFirst:
      return write_moment(json, row.first);
    case Measure::kLast:
      return write_moment(json, row.last);
    case Measure::kShare:
      return json.real(row.of == 0 ? 0
                                   : static_cast<double>(row.count) / static_cast<double>(row.of));
  }
}

template <class Answer>
void write_measures(JsonWriter& json, const Answer& answer, const GroupRow& row) {
  for (const Measure measure : answer.show)
    write_measure(json, measure, answer.own, row);
}

void write_sum(JsonWriter& json, std::string_view name, const GroupSummary& group,
               const GroupRow& row) {
  json.key(name).open_object();
  write_measures(json, group, row);
  json.close_object();
}

// The bound of counts is absolute. The bounds of sketches are relative, and are written only if the
// measures are shown.
template <class Answer>
void write_exactness(JsonWriter& json, const Answer& answer) {
  json.key("exact").boolean(answer.exact);
  json.key("error_bound").number(answer.error_bound);
  if (std::find(answer.show.begin(), answer.show.end(), Measure::kClients) != answer.show.end())
    json.key("clients_error_bound").real(answer.clients_error);
  if (std::any_of(answer.show.begin(), answer.show.end(), is_percentile))
    json.key("percentiles_error_bound").real(answer.percentile_error);
}

void write_group(JsonWriter& json, const GroupSummary& group) {
  json.open_object();
  write_by(json, group.by);
  json.key("rows").open_list();
  for (const GroupRow& row : group.rows) {
    json.open_object();
    write_key(json, row.key);
    write_measures(json, group, row);
    json.close_object();
  }
  json.close_list();
  write_sum(json, "others", group, group.others);
  write_sum(json, "total", group, group.total);
  json.key("distinct").number(group.distinct);
  json.key("distinct_exact").boolean(group.distinct_exact);
  json.key("distinct_error_bound").real(group.distinct_error);
  write_exactness(json, group);
  json.close_object();
}

void write_one_series(JsonWriter& json, const SeriesSummary& series) {
  json.open_object();
  json.key("every").number(series.every);
  json.key("from");
  series.rows.empty() ? json.null() : json.string(format_rfc3339(series.rows.front().start));
  json.key("zone").string(series.zone);
  write_by(json, series.by);
  json.key("rows").open_list();
  for (const SeriesRow& row : series.rows) {
    json.open_object();
    json.key("start").string(format_rfc3339(row.start));
    write_key(json, row.group.key);
    write_measures(json, series, row.group);
    json.close_object();
  }
  json.close_list();
  json.key("undated").number(series.undated);
  json.key("gaps").boolean(series.gaps);
  write_exactness(json, series);
  json.close_object();
}

}  // namespace

void write_key(JsonWriter& json, const std::vector<std::optional<std::string>>& key) {
  if (key.empty()) return;
  json.key("key").open_row();
  for (const std::optional<std::string>& value : key)
    value ? json.string(*value) : json.null();
  json.close_list();
  const auto is_valid = [](const auto& value) { return !value || is_utf8(*value); };
  if (std::all_of(key.begin(), key.end(), is_valid)) return;
  json.key("key_raw").open_row();
  for (const std::optional<std::string>& value : key)
    value ? json.hex(*value) : json.null();
  json.close_list();
}

void write_by(JsonWriter& json, const std::vector<std::string>& by) {
  json.key("by").open_row();
  for (const std::string& name : by)
    json.string(name);
  json.close_list();
}

void write_groups(JsonWriter& json, const std::vector<GroupSummary>& groups) {
  json.key("groups").open_list();
  for (const GroupSummary& group : groups)
    write_group(json, group);
  json.close_list();
}

void write_series(JsonWriter& json, const std::vector<SeriesSummary>& series) {
  json.key("series").open_list();
  for (const SeriesSummary& each : series)
    write_one_series(json, each);
  json.close_list();
}

}  // namespace logscan::detail
