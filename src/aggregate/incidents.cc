#include "aggregate/incidents.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "aggregate/unusual_stretches.h"

namespace logscan {
namespace {

constexpr StatusCode kFirstError = 400;
constexpr std::uint32_t kServerErrors = 500 - kFirstError;
constexpr std::int64_t kMostUnits = 65536;

/// Cells of one length.
struct Cells {
  std::vector<TimeCell> cells;
  std::int64_t unit = 60;  ///< seconds
};

/// Returns the same counts in longer cells. Lengths divide each other.
Cells regrouped(const Cells& from, std::int64_t unit) {
  Cells to{{}, unit};
  for (const TimeCell& cell : from.cells) {
    const std::int64_t index = floor_div(cell.index * from.unit, unit);
    if (to.cells.empty() || to.cells.back().index != index) to.cells.push_back({index, 0, 0});
    to.cells.back().requests += cell.requests;
    to.cells.back().errors += cell.errors;
  }
  return to;
}

/// Replaces the errors of all statuses by those of the server, in cells that are as short as
/// statuses allow.
Cells of_server(const Cells& all, const StatusMinutes& statuses) {
  const auto unit = static_cast<std::int64_t>(statuses.unit_seconds());
  const Cells errors =
      regrouped({statuses.cells_from(kServerErrors), unit}, std::max(unit, all.unit));
  Cells cells = regrouped(all, errors.unit);
  auto error = errors.cells.begin();
  for (TimeCell& cell : cells.cells) {
    cell.errors = 0;
    while (error != errors.cells.end() && error->index < cell.index)
      ++error;
    if (error != errors.cells.end() && error->index == cell.index) cell.errors = error->errors;
  }
  return cells;
}

/// Adds the cells without requests, as far as the timeline goes: a stray date would add any number
/// of them.
Cells with_empty_cells(const Cells& cells, const Timeline& timeline) {
  const std::int64_t from = timeline.from.seconds;
  const std::int64_t to =
      from + static_cast<std::int64_t>(timeline.every * timeline.requests.size());
  std::int64_t unit = cells.unit;
  while ((to - from) / unit > kMostUnits)
    unit *= 2;
  Cells all{{}, unit};
  for (const TimeCell& cell : regrouped(cells, unit).cells) {
    if (cell.index * unit + unit <= from || cell.index * unit >= to) continue;
    while (!all.cells.empty() && all.cells.back().index + 1 < cell.index)
      all.cells.push_back({all.cells.back().index + 1, 0, 0});
    all.cells.push_back(cell);
  }
  return all;
}

Incident incident_of(const UnusualStretch& stretch, const Cells& cells, std::int16_t offset) {
  const auto time = [&](std::int64_t index) { return LogTime{index * cells.unit, offset}; };
  Incident incident;
  incident.start = time(stretch.first);
  incident.end = time(stretch.last + 1);
  incident.is_ongoing = stretch.last == cells.cells.back().index;
  incident.requests = stretch.requests;
  incident.errors = stretch.errors;
  incident.usual_errors = static_cast<std::uint64_t>(std::llround(stretch.usual_errors));
  incident.peak = time(stretch.peak_first);
  incident.peak_seconds =
      static_cast<std::uint64_t>((stretch.peak_last - stretch.peak_first + 1) * cells.unit);
  incident.peak_requests = stretch.peak_requests;
  incident.peak_errors = stretch.peak_errors;
  return incident;
}

/// Returns the key that more than half of the errors with a status must have. Keys are counted
/// without times: at worst, all errors outside of the incident are on the first one.
std::optional<std::string> common_key(const std::vector<KeyCount>& keys, const ErrorSummary& error,
                                      std::uint64_t within) {
  const std::uint64_t outside = error.count - within + error.error_bound;
  if (keys.empty() || keys.front().count <= outside) return std::nullopt;
  if (keys.front().count - outside <= within / 2) return std::nullopt;
  return keys.front().key;
}

void set_cause(const StatusMinutes& statuses, const std::vector<ErrorSummary>& errors,
               Incident& incident) {
  for (const ErrorSummary& error : errors) {
    if (incident.is_of_server && !is_server_error(error.status)) continue;
    const std::uint64_t within = statuses.count_within(
        error.status - kFirstError, incident.start.seconds, incident.end.seconds);
    if (within <= incident.errors / 2) continue;
    incident.status = error.status;
    incident.path = common_key(error.paths, error, within);
    incident.client = common_key(error.clients, error, within);
    return;
  }
}

/// Whether an incident of all errors is one of the server, too.
bool covers(const Incident& all, const Incident& of_server) {
  return all.start < of_server.end && of_server.start < all.end &&
         of_server.errors > all.errors / 2;
}

}  // namespace

std::vector<Incident> find_incidents(const MinuteCounts& minutes, const StatusMinutes& statuses,
                                     const Summary& summary) {
  if (summary.status.errors() == 0) return {};
  Cells all{minutes.cells(), static_cast<std::int64_t>(minutes.unit_seconds())};
  const bool by_count = std::all_of(all.cells.begin(), all.cells.end(), [](const TimeCell& cell) {
    return cell.requests == cell.errors;
  });
  if (by_count) all = with_empty_cells(all, summary.timeline);

  std::vector<Incident> incidents;
  const auto add = [&](const Cells& cells, bool of_server) {
    const std::size_t before = incidents.size();
    const ErrorRate rate = by_count ? ErrorRate::kOfTime : ErrorRate::kOfRequests;
    for (const UnusualStretch& stretch :
         find_unusual_stretches(cells.cells, static_cast<std::uint64_t>(cells.unit), rate)) {
      Incident incident = incident_of(stretch, cells, summary.timeline.from.offset_minutes);
      incident.is_of_server = of_server;
      incident.is_by_count = by_count;
      const bool is_known =
          std::any_of(incidents.begin(), incidents.begin() + static_cast<std::ptrdiff_t>(before),
                      [&](const Incident& other) { return covers(other, incident); });
      if (!is_known) incidents.push_back(std::move(incident));
    }
  };
  add(all, false);
  // A few errors of the server are lost among many of clients.
  const bool has_both = summary.status.client_errors > 0 && summary.status.server_errors > 0;
  if (has_both && !by_count) add(of_server(all, statuses), true);

  const auto excess = [](const Incident& incident) {
    return incident.errors - std::min(incident.errors, incident.usual_errors);
  };
  std::stable_sort(incidents.begin(), incidents.end(), [&](const Incident& a, const Incident& b) {
    return excess(a) != excess(b) ? excess(a) > excess(b) : a.start < b.start;
  });
  if (incidents.size() > kMostIncidents) incidents.resize(kMostIncidents);
  for (Incident& incident : incidents)
    set_cause(statuses, summary.top_errors, incident);
  return incidents;
}

}  // namespace logscan
