#include "report/json_sections.h"

namespace logscan::detail {
namespace {

double rate(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

void write_text(JsonWriter& json, std::string_view key, const std::optional<std::string>& text) {
  if (text) {
    json.log_string(key, *text);
  } else {
    json.key(key).null();
  }
}

}  // namespace

void write_incidents(JsonWriter& json, const std::vector<Incident>& incidents) {
  json.key("incidents").open_list();
  for (const Incident& incident : incidents) {
    json.open_object();
    json.key("start").string(format_rfc3339(incident.start));
    json.key("end").string(format_rfc3339(incident.end));
    json.key("ongoing").boolean(incident.is_ongoing);
    json.key("of").string(incident.is_of_server ? "server_errors" : "errors");
    json.key("by").string(incident.is_by_count ? "count" : "rate");
    json.key("requests").number(incident.requests);
    json.key("errors").number(incident.errors);
    json.key("rate").real(rate(incident.errors, incident.requests));
    json.key("usual_errors").number(incident.usual_errors);
    json.key("peak").open_object();
    json.key("start").string(format_rfc3339(incident.peak));
    json.key("seconds").number(incident.peak_seconds);
    json.key("requests").number(incident.peak_requests);
    json.key("errors").number(incident.peak_errors);
    json.key("rate").real(rate(incident.peak_errors, incident.peak_requests));
    json.close_object();
    json.key("status");
    incident.status ? json.number(*incident.status) : json.null();
    write_text(json, "path", incident.path);
    write_text(json, "client", incident.client);
    json.close_object();
  }
  json.close_list();
}

}  // namespace logscan::detail
