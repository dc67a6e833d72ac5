#include "session/report_reader.h"

#include <optional>
#include <utility>

#include "cli/byte_size.h"
#include "text/safe_text.h"
#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace logscan::cli {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kReportSchema = "logscan.report/1";

[[noreturn]] void refuse(std::string_view key) {
  throw ReportError(
      ReportError::Kind::kDamaged,
      fmt::format("it is damaged at \"{}\"; use a report as logscan wrote it", safe_text(key)));
}

const Json& member(const Json& object, const char* key) {
  if (!object.is_object()) refuse(key);
  const auto found = object.find(key);
  if (found == object.end()) refuse(key);
  return *found;
}

std::uint64_t number(const Json& value, std::string_view key) {
  if (!value.is_number_unsigned()) refuse(key);
  return value.get<std::uint64_t>();
}

std::uint64_t number_of(const Json& object, const char* key) {
  return number(member(object, key), key);
}

std::string text_of(const Json& object, const char* key) {
  const Json& value = member(object, key);
  if (!value.is_string()) refuse(key);
  return value.get<std::string>();
}

const Json& list_of(const Json& object, const char* key) {
  const Json& value = member(object, key);
  if (!value.is_array()) refuse(key);
  return value;
}

std::string bytes_of_hex(const std::string& hex, const char* key) {
  const auto digit = [&](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    refuse(key);
  };
  if (hex.size() % 2 != 0) refuse(key);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  return bytes;
}

/// Bytes that are not UTF-8 stand beside the text, in hex.
std::string log_bytes(const Json& object, const char* key) {
  const std::string raw = std::string(key) + "_raw";
  if (object.is_object() && object.contains(raw))
    return bytes_of_hex(text_of(object, raw.c_str()), key);
  return text_of(object, key);
}

std::optional<LogTime> time_of(const Json& object, const char* key) {
  if (member(object, key).is_null()) return std::nullopt;
  const std::optional<LogTime> time = parse_log_time(text_of(object, key));
  if (!time) refuse(key);
  return time;
}

StatusCode code_named(const std::string& name) {
  if (name == "-") return kStatusDash;
  if (name == "-1") return kStatusMinusOne;
  const std::optional<std::uint64_t> code = whole_number(name);
  if (!code || *code > 999) refuse("codes");
  return static_cast<StatusCode>(*code);
}

void read_status(const Json& status, Summary& summary) {
  const Json& codes = member(status, "codes");
  if (!codes.is_object()) refuse("codes");
  for (const auto& [name, count] : codes.items()) {
    const StatusCode code = code_named(name);
    summary.status.codes[code] = number(count, "codes");
    if (is_client_error(code)) summary.status.client_errors += summary.status.codes[code];
    if (is_server_error(code)) summary.status.server_errors += summary.status.codes[code];
  }
}

std::vector<KeyCount> read_keys(const Json& error, const char* list, const char* name) {
  std::vector<KeyCount> keys;
  for (const Json& key : list_of(error, list))
    keys.push_back({log_bytes(key, name), number_of(key, "count")});
  return keys;
}

ErrorSummary read_error(const Json& from) {
  ErrorSummary error;
  const std::uint64_t status = number_of(from, "status");
  if (status < 400 || status > 599) refuse("status");
  error.status = static_cast<StatusCode>(status);
  error.count = number_of(from, "count");
  error.paths = read_keys(from, "paths", "path");
  error.clients = read_keys(from, "clients", "client");
  error.error_bound = number_of(from, "error_bound");
  error.exact = error.error_bound == 0;
  return error;
}

std::vector<std::string> read_by(const Json& from) {
  std::vector<std::string> by;
  for (const Json& key : list_of(from, "by")) {
    if (!key.is_string()) refuse("by");
    by.push_back(key.get<std::string>());
  }
  return by;
}

std::vector<std::optional<std::string>> read_key(const Json& row) {
  std::vector<std::optional<std::string>> key;
  for (const Json& value : list_of(row, "key")) {
    if (!value.is_string() && !value.is_null()) refuse("key");
    key.push_back(value.is_null() ? std::nullopt : std::optional(value.get<std::string>()));
  }
  const auto raw = row.find("key_raw");
  if (raw == row.end()) return key;
  if (!raw->is_array() || raw->size() != key.size()) refuse("key_raw");
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (!key[i]) continue;
    if (!(*raw)[i].is_string()) refuse("key_raw");
    key[i] = bytes_of_hex((*raw)[i].get<std::string>(), "key_raw");
  }
  return key;
}

/// Reads `count` and `errors` of a row. Without them, --show left them out.
bool read_counts(const Json& from, GroupRow& row) {
  if (!from.is_object()) refuse("rows");
  if (!from.contains("count") || !from.contains("errors")) return false;
  row.count = number_of(from, "count");
  row.errors = number_of(from, "errors");
  return true;
}

GroupSummary read_group(const Json& from) {
  GroupSummary groups;
  groups.by = read_by(from);
  groups.error_bound = number_of(from, "error_bound");
  const Json& exact = member(from, "exact");
  if (!exact.is_boolean()) refuse("exact");
  groups.exact = exact.get<bool>();
  const bool has_counts = read_counts(member(from, "total"), groups.total) &&
                          read_counts(member(from, "others"), groups.others);
  if (!has_counts) return groups;
  for (const Json& row : list_of(from, "rows")) {
    GroupRow& group = groups.rows.emplace_back();
    group.key = read_key(row);
    if (group.key.size() != groups.by.size() || !read_counts(row, group)) refuse("rows");
  }
  return groups;
}

std::vector<FilterTerm> read_terms(const Json& report, const char* key) {
  std::vector<FilterTerm> terms;
  if (!report.contains(key)) return terms;
  for (const Json& term : list_of(report, key))
    terms.push_back({text_of(term, "option"), log_bytes(term, "value"), std::nullopt});
  return terms;
}

}  // namespace

Summary read_report(std::string_view json) {
  const Json report = Json::parse(json, nullptr, false);
  if (report.is_discarded()) {
    throw ReportError(ReportError::Kind::kDamaged,
                      "it is not valid JSON, perhaps truncated; make it again");
  }
  const std::string schema = text_of(report, "schema");
  if (schema != kReportSchema) {
    throw ReportError(ReportError::Kind::kSchema,
                      fmt::format("expected the schema {}, got \"{}\"; make it again with this "
                                  "version",
                                  kReportSchema, safe_text(schema)));
  }
  Summary summary;
  summary.filters = read_terms(report, "filters");
  summary.rewrites = read_terms(report, "rewrites");
  const Json& totals = member(report, "totals");
  summary.totals.parsed = number_of(totals, "parsed");
  const Json& time = member(report, "time");
  summary.first = time_of(time, "first");
  summary.last = time_of(time, "last");
  read_status(member(report, "status"), summary);
  for (const Json& error : list_of(report, "top_errors"))
    summary.top_errors.push_back(read_error(error));
  if (report.contains("groups")) {
    for (const Json& groups : list_of(report, "groups"))
      summary.groups.push_back(read_group(groups));
  }
  if (report.contains("series")) {
    for (const Json& series : list_of(report, "series"))
      summary.series.emplace_back().by = read_by(series);
  }
  return summary;
}

}  // namespace logscan::cli
