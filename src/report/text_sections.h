#pragma once

#include <string>
#include <vector>

#include "logscan/group_summary.h"
#include "logscan/summary.h"
#include "logscan/threshold.h"
#include "report/document.h"
#include "report/text_writer.h"

/// The sections of the text report, in its order. Each function writes nothing if its section has
/// no content.
namespace logscan::detail {

/// Writes a line for each threshold that holds or is not sure, and an empty line after them.
void write_thresholds(TextWriter& text, const std::vector<ThresholdResult>& results);

void write_inputs(TextWriter& text, const Summary& summary);

/// Writes a line for each fact, with its label.
void write_facts(TextWriter& text, const Facts& facts);

/// Returns the options that chose the lines, as a shell takes them.
std::string filter_words(const TextWriter& text, const std::vector<FilterTerm>& filters);

void write_failing(TextWriter& text, const Summary& summary);  ///< One line per error status.
void write_chart(TextWriter& text, const Timeline& timeline);
void write_statuses(TextWriter& text, const Summary& summary);
void write_errors(TextWriter& text, const Summary& summary);  ///< Each error status in detail.

/// Writes a section for each list of groups: rows, others, total, and how exact they are.
void write_groups(TextWriter& text, const std::vector<GroupSummary>& groups,
                  const ReportClock& clock = {});
void write_series(TextWriter& text, const std::vector<SeriesSummary>& series,
                  const ReportClock& clock = {});

void write_malformed(TextWriter& text, const Summary& summary);
void write_unread(TextWriter& text, const Summary& summary);
void write_baseline_text(TextWriter& text, const Summary& summary);

constexpr std::size_t kDetailedErrors = 8;  ///< The most error statuses shown in detail.

}  // namespace logscan::detail
