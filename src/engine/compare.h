#pragma once

#include "logscan/comparison.h"
#include "logscan/summary.h"

namespace logscan {

/// Returns what differs by more than chance between two summaries of the same question.
///
/// The rates: errors, 5xx, each status, and each listed path and client of an error status, as
/// shares of all requests; each listed group of --by as a share, and its error rate. Each is tested
/// with Fisher's exact test; Holm's method corrects for the number of tests. Counts that are known
/// within bounds are tested at those that differ least. docs/compare.md has the thresholds.
ReportComparison compare(const Summary& before, const Summary& after);

}  // namespace logscan
