#include "follow/follow_json.h"

#include <algorithm>

#include "logscan/log_time.h"
#include "report/json_sections.h"
#include "report/json_writer.h"
#include <fmt/core.h>

namespace logscan {
namespace {

using detail::JsonWriter;

constexpr std::size_t kMostJsonPaths = 10;

std::string moment(std::chrono::system_clock::time_point time) {
  using std::chrono::milliseconds;
  const auto since = std::chrono::floor<milliseconds>(time.time_since_epoch());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
  std::string text = format_rfc3339({seconds.count(), 0});
  return text.insert(19, fmt::format(".{:03}", (since - seconds).count()));
}

double rate_of(std::uint64_t count, double seconds) {
  return seconds > 0 ? static_cast<double>(count) / seconds : 0;
}

void write_totals(JsonWriter& json, const Accounting& counts) {
  json.key("totals").open_object();
  json.key("bytes").number(counts.bytes);
  detail::write_line_counts(json, counts);
  json.close_object();
}

void write_status(JsonWriter& json, const WindowCounts& counts) {
  json.key("status").open_object();
  detail::write_codes(json, counts.codes());
  detail::write_errors(json, counts.client_errors(), counts.server_errors(), counts.requests());
  json.close_object();
}

void write_malformed(JsonWriter& json, const WindowCounts& counts) {
  json.key("malformed").open_object();
  detail::write_reasons(json, counts.reasons);
  json.close_object();
}

void write_paths(JsonWriter& json, const WindowCounts& counts) {
  json.key("failing_paths").open_object();
  json.key("paths").open_list();
  for (const FailingPath& path : counts.failing_paths(kMostJsonPaths)) {
    json.open_object();
    json.log_string("path", path.path);
    json.key("count").number(path.count);
    json.key("server_errors").number(path.server);
    json.close_object();
  }
  json.close_list();
  json.key("exact").boolean(counts.paths.exact());
  json.key("error_bound").number(counts.paths.bound());
  json.close_object();
}

void write_notes(JsonWriter& json, const std::vector<FollowNote>& notes) {
  json.key("notes").open_list();
  for (const FollowNote& note : notes) {
    json.open_object();
    json.log_string("path", note.path);
    json.key("note").string(note_name(note.kind));
    if (note.kind == FollowNote::Kind::kCut) json.key("may_have_lost").boolean(note.may_have_lost);
    if (!note.problem.empty()) json.key("problem").string(note.problem);
    json.close_object();
  }
  json.close_list();
}

}  // namespace

std::string follow_json(const FollowInterval& interval) {
  const WindowCounts& counts = interval.counts;
  JsonWriter json(JsonWriter::Layout::kOneLine);
  json.open_object();
  json.schema("follow/1");
  json.key("from").string(moment(interval.from));
  json.key("to").string(moment(interval.to));
  detail::write_terms(json, "filters", interval.filters);
  write_totals(json, counts.accounting);
  json.key("requests_per_second");
  if (interval.seconds) {
    json.real(rate_of(counts.requests(), *interval.seconds));
  } else {
    json.null();
  }
  write_status(json, counts);
  write_malformed(json, counts);
  write_paths(json, counts);
  if (const std::vector<GroupSummary> groups = counts.groups(interval.seconds); !groups.empty())
    detail::write_groups(json, groups);
  write_notes(json, interval.notes);
  json.close_object();
  return json.finish();
}

}  // namespace logscan
