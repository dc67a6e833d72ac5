#include <stdexcept>

#include "engine/aggregate_data.h"
#include <fmt/core.h>

namespace logscan {

// Proves that nothing was lost (I3): every line has exactly one kind, and every parsed line is in
// every count. collect() and InputSlice::closes() check that every byte is in a line.
void check_accounting(const Summary& summary) {
  std::uint64_t statuses = 0;
  for (const std::uint64_t count : summary.status.codes)
    statuses += count;
  std::uint64_t dated = summary.timeline.before + summary.timeline.after + summary.timeline.undated;
  for (const std::uint64_t count : summary.timeline.requests)
    dated += count;
  std::uint64_t detailed = 0;
  for (const ErrorSummary& error : summary.top_errors)
    detailed += error.count;
  bool groups_close = true;
  for (const GroupSummary& group : summary.groups)
    groups_close = groups_close && group.total.count == summary.totals.parsed;
  std::uint64_t formats = 0;
  bool inputs_close = true;
  for (const InputSummary& input : summary.inputs) {
    inputs_close = inputs_close && input.counts.closes();
    for (const std::uint64_t count : input.formats)
      formats += count;
  }
  std::uint64_t reasons = 0;
  for (const std::uint64_t count : summary.malformed.reasons)
    reasons += count;
  const Accounting& totals = summary.totals;
  if (!totals.closes() || !inputs_close || !groups_close || statuses != totals.parsed ||
      dated != totals.parsed || formats != totals.parsed || detailed != summary.status.errors() ||
      reasons != totals.malformed) {
    throw std::logic_error(
        fmt::format("the accounting does not close: lines {} parsed {} malformed {} blank {} "
                    "comment {} filtered {}; statuses {} dated {} formats "
                    "{} errors {} of {} reasons {}{}",
                    totals.lines, totals.parsed, totals.malformed, totals.blank, totals.comment,
                    totals.filtered, statuses, dated, formats, detailed, summary.status.errors(),
                    reasons, groups_close ? "" : "; a group's rows and others are not all"));
  }
}

}  // namespace logscan
