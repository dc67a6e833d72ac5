#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/document_sections.h"
#include "report/wording.h"
#include "text/day.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kIncidentsNamed = 3;

/// Returns `10:07 to 10:08`, with the date unless all of the log is of that day.
std::string period_words(const Incident& incident, const Summary& summary) {
  std::string from = time_label(incident.start, 60);
  std::string to = time_label(incident.end, 60);
  if (to.starts_with(std::string_view(from).substr(0, kDateColumns))) to.erase(0, kDateColumns + 1);
  if (summary.first && summary.last &&
      time_label(*summary.first, kDay) == time_label(*summary.last, kDay))
    from.erase(0, kDateColumns + 1);
  return from + " to " + to + (incident.is_ongoing ? ", the end of the log" : "");
}

std::vector<Cell> size_parts(const Incident& incident) {
  std::vector<Cell> parts = {Count{incident.errors}};
  const std::string plural = incident.errors == 1 ? "" : "s";
  parts.emplace_back(Words{(incident.is_of_server ? " server error" : " error") + plural});
  if (!incident.is_by_count) {
    const std::vector<Cell> rate = {Words{" of "}, Count{incident.requests}, Words{" requests ("},
                                    Share{incident.errors, incident.requests}, Words{")"}};
    parts.insert(parts.end(), rate.begin(), rate.end());
  }
  if (incident.usual_errors == 0) {
    parts.emplace_back(Words{", usually none"});
  } else {
    parts.insert(parts.end(), {Words{", usually "}, Count{incident.usual_errors}});
  }
  return parts;
}

Fact incident_fact(const Incident& incident, const Summary& summary) {
  Fact fact{"incident", {Words{period_words(incident, summary) + ": "}}, Severity::kError};
  const std::vector<Cell> size = size_parts(incident);
  fact.parts.insert(fact.parts.end(), size.begin(), size.end());
  if (!incident.status) return fact;
  fact.parts.insert(fact.parts.end(), {Words{"; mostly "}, StatusCell{*incident.status}});
  if (incident.path) fact.parts.insert(fact.parts.end(), {Words{" on "}, LogBytes{*incident.path}});
  if (incident.client)
    fact.parts.insert(fact.parts.end(), {Words{" from "}, LogBytes{*incident.client}});
  return fact;
}

Cell optional_bytes(const std::optional<std::string>& bytes) {
  return bytes ? Cell(LogBytes{*bytes}) : Cell();
}

TableRow incident_row(const Incident& incident) {
  return {
      {Moment{incident.start}, Moment{incident.end}, Words{incident.is_ongoing ? "yes" : "no"},
       Count{incident.errors}, Count{incident.requests}, Share{incident.errors, incident.requests},
       Count{incident.usual_errors}, Words{incident.is_of_server ? "5xx" : "4xx and 5xx"},
       Moment{incident.peak}, Count{incident.peak_errors},
       incident.status ? Cell(StatusCell{*incident.status}) : Cell(), optional_bytes(incident.path),
       optional_bytes(incident.client)},
      Severity::kError};
}

}  // namespace

void add_incident_facts(Facts& facts, const Summary& summary) {
  const std::vector<Incident>& incidents = summary.incidents;
  const std::size_t named = std::min(incidents.size(), kIncidentsNamed);
  for (std::size_t i = 0; i < named; ++i)
    facts.facts.push_back(incident_fact(incidents[i], summary));
  if (incidents.size() == named) return;
  const std::string more =
      fmt::format("... and {} more, with fewer errors: --json", incidents.size() - named);
  facts.facts.push_back({"incident", {Words{more}}, Severity::kWarning});
}

std::vector<ChartMark> incident_marks(const Summary& summary) {
  const Timeline& timeline = summary.timeline;
  const auto every = static_cast<std::int64_t>(timeline.every);
  const auto buckets = static_cast<std::int64_t>(timeline.requests.size());
  std::vector<ChartMark> marks;
  for (const Incident& incident : summary.incidents) {
    const std::int64_t from = incident.start.seconds - timeline.from.seconds;
    const std::int64_t to = incident.end.seconds - 1 - timeline.from.seconds;
    if (to < 0 || from >= buckets * every) continue;
    marks.push_back({static_cast<std::size_t>(std::max<std::int64_t>(from, 0) / every),
                     static_cast<std::size_t>(std::min(to / every, buckets - 1)),
                     "incident " + period_words(incident, summary)});
  }
  return marks;
}

Table incidents_table(const Summary& summary) {
  Table table;
  table.name = "incidents";
  table.label = "incident";
  table.columns = {{"start", "start"},
                   {"end", "end"},
                   {"ongoing", "ends with the log"},
                   {"errors", "errors", true},
                   {"requests", "requests", true},
                   {"rate", "rate", true},
                   {"usual_errors", "usually", true},
                   {"of", "counts"},
                   {"peak", "peak"},
                   {"peak_errors", "errors at the peak", true},
                   {"status", "mostly"},
                   {"path", "path"},
                   {"client", "client"}};
  for (const Incident& incident : summary.incidents)
    table.rows.push_back(incident_row(incident));
  table.notes = {
      "A status has more than half of the errors, a path and a client more than half of those "
      "with this status; they are named if the counts prove it."};
  return table;
}

void add_incidents(Document& document, const Summary& summary) {
  if (summary.incidents.empty()) return;
  document.sections.push_back(
      {"incidents", "Incidents", {incidents_table(summary)}, {}, false, has_answers(summary)});
}

}  // namespace logscan::detail
