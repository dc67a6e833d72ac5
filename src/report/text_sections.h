#pragma once

#include "logscan/summary.h"
#include "report/text_writer.h"

/// The sections of the text report, in its order. Each writes nothing where there is nothing to
/// say.
namespace logscan::detail {

void write_window(TextWriter& text, const Summary& summary);  ///< of a run with a state
void write_inputs(TextWriter& text, const Summary& summary);
void write_failing(TextWriter& text, const Summary& summary);  ///< one line per error status
void write_chart(TextWriter& text, const Timeline& timeline);
void write_statuses(TextWriter& text, const Summary& summary);
void write_errors(TextWriter& text, const Summary& summary);  ///< the same with all details
void write_malformed(TextWriter& text, const Summary& summary);
void write_unread(TextWriter& text, const Summary& summary);
void write_baseline_text(TextWriter& text, const Summary& summary);

constexpr std::size_t kDetailedErrors = 8;  ///< error statuses told in full

}  // namespace logscan::detail
