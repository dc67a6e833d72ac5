#pragma once

#include "cli/query_words.h"
#include "logscan/query_spec.h"

namespace logscan::cli {

/// Changes how groups are shown as --top, --sort and --show say. Throws UsageError.
void read_view(const ViewWords& words, const OwnFields& own, GroupSpec& groups);

/// Throws UsageError where that does not fit what was counted: of some groups of a spec; at all.
void check_view(const ViewWords& words, const GroupSpec& shown, const GroupSpec& counted,
                const QuerySpec& spec);
void check_view(const ViewWords& words, const QuerySpec& spec);

/// Throws UsageError where metrics cannot hold what is asked.
void check_metrics(const QuerySpec& spec);

}  // namespace logscan::cli
