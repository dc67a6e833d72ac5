#include "report/group_notes.h"

#include "report/wording.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

std::string bound_text(std::uint64_t bound) {
  return fmt::format(
      "counts are at most {} too high; the other columns cover the lines since a group was last "
      "added",
      bound);
}

/// Describes the errors of the sketches; returns an empty string if there are none.
template <class Answer>
std::string sketches_text(const Answer& answer) {
  std::string text;
  if (answer.clients_error > 0)
    text += fmt::format("; clients are estimates within {:.2g} %", answer.clients_error * 100);
  if (answer.percentile_error > 0)
    text += fmt::format("; percentiles are within {:.2g} %", answer.percentile_error * 100);
  return text;
}

}  // namespace

std::string groups_text(const GroupSummary& group, std::uint64_t groups) {
  return (group.distinct_exact ? "" : "about ") + counted(groups, "group");
}

std::uint64_t groups_left(const GroupSummary& group) {
  const std::uint64_t listed = group.rows.size();  // an estimate of all may be lower than this
  return group.distinct > listed ? group.distinct - listed : 0;
}

std::string group_note(const GroupSummary& group) {
  const std::uint64_t left = groups_left(group);
  const std::string listed = left == 0 ? groups_text(group, group.distinct) + ", all listed"
                                       : fmt::format("{} of {} listed", group.rows.size(),
                                                     groups_text(group, group.distinct));
  const std::string least = group.min_count > 1 && left > 0
                                ? fmt::format("; rows have at least {} lines", group.min_count)
                                : "";
  return listed + least +
         (group.exact ? "; every count is exact"
                      : "; " + bound_text(group.error_bound) +
                            ", and rows and others may add up to more "
                            "than the total") +
         sketches_text(group);
}

std::string series_note(const SeriesSummary& series) {
  return (series.exact ? "every count is exact" : bound_text(series.error_bound)) +
         (series.gaps ? "" : "; times without lines are left out, since there are too many") +
         sketches_text(series);
}

}  // namespace logscan::detail
