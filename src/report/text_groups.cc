#include <algorithm>
#include <string>

#include "report/group_notes.h"
#include "report/text_measures.h"
#include "report/text_sections.h"
#include "report/text_table.h"
#include "report/unread_text.h"
#include "text/day.h"
#include "text/join.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

void write_heading(TextWriter& text, std::string_view title) {
  text.heading(text.log_text(title, text.columns() - 5));  // names come from the command line
}

void write_group(TextWriter& text, const GroupSummary& group, const ReportClock& clock) {
  MeasureCells cells(text, clock, group.show, group.own);
  for (const GroupRow& row : group.rows)
    cells.note(row);
  cells.note(group.others);
  cells.note(group.total);
  const std::string date = cells.date();
  write_heading(text,
                "Groups by " + join(group.by, ", ") + (date.empty() ? "" : ", times of " + date));

  TextTable table{cells.titles(), group.by, {}};
  for (const GroupRow& row : group.rows)
    table.rows.push_back({Ink::kPlain, "group", cells.cells(row), row.key, ""});
  if (has_others(group)) {
    table.rows.push_back({Ink::kBold,
                          "others",
                          cells.cells(group.others),
                          {},
                          groups_text(group, groups_left(group))});
  }
  table.rows.push_back({Ink::kBold, "total", cells.cells(group.total), {}, ""});
  write_table(text, table);

  text.words("groups: ", group_note(group));
  if (group.unmeasured) text.words("durations: ", kNoDuration);
}

/// How the starts of a series are shown: no longer than needed to tell them apart.
class StartLabels {
 public:
  explicit StartLabels(const SeriesSummary& series) : every_(series.every) {
    const bool by_days = every_ % kDay == 0;
    if (series.rows.empty()) return;
    const LogTime& first = series.rows.front().start;
    const LogTime& last = series.rows.back().start;
    const auto other_offset = [&](const SeriesRow& row) {
      return row.start.offset_minutes != first.offset_minutes;
    };
    const bool by_minutes = every_ < kDay && every_ % 60 == 0 &&
                            std::none_of(series.rows.begin(), series.rows.end(), other_offset);
    is_short_ = by_days || by_minutes;
    if (by_minutes && time_label(first, kDay) == time_label(last, kDay))
      date_ = time_label(first, kDay);
  }

  /// Returns the date of all rows, if they do not show it; else an empty text.
  const std::string& date() const { return date_; }

  std::string label(const LogTime& start) const {
    const std::string text = is_short_ ? time_label(start, every_) : format_rfc3339(start);
    return "time " + text.substr(date_.empty() ? 0 : kDateColumns + 1);
  }

 private:
  std::uint64_t every_;
  bool is_short_ = false;
  std::string date_;
};

void write_one_series(TextWriter& text, const SeriesSummary& series, const ReportClock& clock) {
  MeasureCells cells(text, clock, series.show, series.own);
  for (const SeriesRow& row : series.rows)
    cells.note(row.group);
  const StartLabels labels(series);
  std::string title = "Every " + span_name(series.every);
  if (!labels.date().empty()) title += " of " + labels.date();
  if (series.zone != clock.zone) title += ", zone " + series.zone;
  if (!series.by.empty()) title += ", by " + join(series.by, ", ");
  if (!cells.date().empty() && cells.date() != labels.date()) title += ", times of " + cells.date();
  write_heading(text, title);

  TextTable table{cells.titles(), series.by, {}};
  for (const SeriesRow& row : series.rows) {
    table.rows.push_back(
        {Ink::kPlain, labels.label(row.start), cells.cells(row.group), row.group.key, ""});
  }
  write_table(text, table);
  if (series.undated > 0)
    text.words("undated: ", counted(series.undated, "line") + " without a readable time");
  text.words("rows: ", fmt::format("{}; {}", series.rows.size(), series_note(series)));
  if (series.unmeasured) text.words("durations: ", kNoDuration);
}

}  // namespace

void write_groups(TextWriter& text, const std::vector<GroupSummary>& groups,
                  const ReportClock& clock) {
  for (const GroupSummary& group : groups)
    write_group(text, group, clock);
}

void write_series(TextWriter& text, const std::vector<SeriesSummary>& series,
                  const ReportClock& clock) {
  for (const SeriesSummary& each : series)
    write_one_series(text, each, clock);
}

}  // namespace logscan::detail
