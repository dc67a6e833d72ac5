#include "engine/summary_clock.h"

#include <algorithm>
#include <optional>

namespace logscan {
namespace {

std::int16_t clock_offset(const TimeZone& zone, std::int64_t seconds) {
  return static_cast<std::int16_t>(zone.offset_at(seconds) / 60);
}

void set_offset(const TimeZone& zone, std::optional<LogTime>& time) {
  if (time) time->offset_minutes = clock_offset(zone, time->seconds);
}

void set_offsets(const TimeZone& zone, GroupRow& row) {
  set_offset(zone, row.first);
  set_offset(zone, row.last);
}

void set_offsets(const TimeZone& zone, Timeline& timeline) {
  for (std::size_t i = 0; i < timeline.requests.size(); ++i) {
    const auto after = static_cast<std::int64_t>(i * timeline.every);
    timeline.offsets.push_back(clock_offset(zone, timeline.from.seconds + after));
  }
}

}  // namespace

void set_clock(const TimeZone& zone, Summary& summary) {
  summary.zone = zone.name();
  for (auto* time : {&summary.first, &summary.last, &summary.log_first, &summary.log_last})
    set_offset(zone, *time);
  for (FilterTerm& filter : summary.filters)
    set_offset(zone, filter.time);
  set_offsets(zone, summary.timeline);
  for (ErrorSummary& error : summary.top_errors) {
    set_offset(zone, error.first);
    set_offset(zone, error.last);
  }
  for (Incident& incident : summary.incidents) {
    for (LogTime* time : {&incident.start, &incident.end, &incident.peak})
      time->offset_minutes = clock_offset(zone, time->seconds);
  }
  for (GroupSummary& groups : summary.groups) {
    for (GroupRow& row : groups.rows)
      set_offsets(zone, row);
    set_offsets(zone, groups.others);
    set_offsets(zone, groups.total);
  }
  for (SeriesSummary& series : summary.series) {
    for (SeriesRow& row : series.rows)
      set_offsets(zone, row.group);
  }
}

}  // namespace logscan
