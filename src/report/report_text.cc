#include "logscan/report.h"
#include "report/document_sections.h"
#include "report/text_sections.h"
#include "report/text_writer.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr std::size_t kMostChanges = 10;

}  // namespace

std::string report_text(const Summary& summary, const ReportStyle& style) {
  detail::TextWriter text(style);
  detail::write_thresholds(text, summary.thresholds);
  detail::write_facts(text, detail::window_facts(summary));
  detail::write_inputs(text, summary);
  if (summary.comparison) {
    text.heading("Compared with an earlier time");
    detail::write_facts(text, detail::comparison_facts(summary, kMostChanges));
  }
  // A query replaces the sections about errors; JSON has both.
  if (summary.groups.empty() && summary.series.empty()) {
    detail::write_failing(text, summary);
    detail::write_chart(text, summary.timeline);
    detail::write_statuses(text, summary);
    detail::write_errors(text, summary);
  } else {
    const detail::ReportClock clock = detail::clock_of(summary);
    detail::write_groups(text, summary.groups, clock);
    detail::write_series(text, summary.series, clock);
  }
  detail::write_malformed(text, summary);
  detail::write_unread(text, summary);
  detail::write_baseline_text(text, summary);

  const Accounting& totals = summary.totals;
  text.line("");
  text.line(fmt::format("lines {} = parsed {} + malformed {} + blank {} + comment {} + filtered {}",
                        totals.lines, totals.parsed, totals.malformed, totals.blank, totals.comment,
                        totals.filtered));
  return text.finish();
}

}  // namespace logscan
