#include <cstdlib>

#include "report/json_sections.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

void write_moment_of(JsonWriter& json, std::string_view key, const std::optional<LogTime>& time) {
  json.key(key);
  time ? json.string(format_rfc3339(*time)) : json.null();
}

void write_side(JsonWriter& json, std::string_view key, const ComparedSide& side) {
  json.key(key).open_object();
  write_moment_of(json, "first", side.first);
  write_moment_of(json, "last", side.last);
  json.key("requests").number(side.requests);
  json.key("errors").number(side.errors);
  json.close_object();
}

void write_count(JsonWriter& json, std::string_view key, const ComparedCount& count) {
  json.key(key).open_object();
  json.key("least").number(count.least);
  json.key("most").number(count.most);
  json.key("of").number(count.whole);
  json.close_object();
}

// Two digits, since the last ones of a logarithm depend on the machine.
double rounded(double p) {
  return std::strtod(fmt::format("{:.1e}", p).c_str(), nullptr);
}

void write_change(JsonWriter& json, const Change& change) {
  json.open_object();
  json.key("verdict").string(kVerdictNames[static_cast<std::size_t>(change.verdict)]);
  json.key("of").string(kChangeOfNames[static_cast<std::size_t>(change.of)]);
  if (change.status) json.key("status").string(status_name(*change.status));
  if (!change.by.empty()) write_by(json, change.by);
  if (change.by.empty() && !change.key.empty()) {
    const bool is_path = change.of == Change::Of::kPath;
    json.log_string(is_path ? "path" : "client", change.key.front().value_or(""));
  } else {
    write_key(json, change.key);
  }
  write_count(json, "before", change.before);
  write_count(json, "after", change.after);
  json.key("p").real(rounded(change.p));
  json.close_object();
}

}  // namespace

void write_comparison(JsonWriter& json, const ReportComparison& comparison) {
  json.key("comparison").open_object();
  json.log_string("with", comparison.with);
  write_side(json, "before", comparison.before);
  write_side(json, "after", comparison.after);
  json.key("tests").number(comparison.tests);
  json.key("changes").open_list();
  for (const Change& change : comparison.changes)
    write_change(json, change);
  json.close_list();
  json.close_object();
}

}  // namespace logscan::detail
