#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "format/line_parser.h"
#include "logscan/group_summary.h"
#include "logscan/status.h"
#include "logscan/summary.h"
#include "logscan/threshold.h"
#include "report/json_writer.h"

/// The keys of JSON reports. Each function writes keys into the open object.
namespace logscan::detail {

/// Writes `lines` and the counts of each kind of line.
void write_line_counts(JsonWriter& json, const Accounting& counts);

/// Writes `codes`: the counts of the codes seen.
void write_codes(JsonWriter& json, const std::array<std::uint64_t, kStatusCodes>& codes);

/// Writes `errors`; the rate is relative to `parsed` lines.
void write_errors(JsonWriter& json, std::uint64_t client, std::uint64_t server,
                  std::uint64_t parsed);

/// Writes `reasons`: the counts of the reasons seen.
void write_reasons(JsonWriter& json, const std::array<std::uint64_t, kReasons>& reasons);

/// Writes `path`, `line` and `offset` of a sample.
void write_place(JsonWriter& json, const Sample& sample);

/// Writes the object {path, line, offset, text} as a value.
void write_example(JsonWriter& json, const Sample& sample);

/// Writes `key` and, if a value is not UTF-8, `key_raw`; writes nothing for an empty key.
void write_key(JsonWriter& json, const std::vector<std::optional<std::string>>& key);

/// Writes `by` with the names of keys.
void write_by(JsonWriter& json, const std::vector<std::string>& by);

/// Writes options under a key such as `filters`, if there are any.
void write_terms(JsonWriter& json, std::string_view key, const std::vector<FilterTerm>& terms);

/// Writes `comparison`.
void write_comparison(JsonWriter& json, const ReportComparison& comparison);

/// Writes `incidents`.
void write_incidents(JsonWriter& json, const std::vector<Incident>& incidents);

void write_groups(JsonWriter& json, const std::vector<GroupSummary>& groups);
void write_series(JsonWriter& json, const std::vector<SeriesSummary>& series);
void write_thresholds(JsonWriter& json,
                      const std::vector<ThresholdResult>& results);  ///< `fail_if`
void write_baseline(JsonWriter& json, const Baseline& baseline);

}  // namespace logscan::detail
