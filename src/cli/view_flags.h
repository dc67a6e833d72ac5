#pragma once

#include "cli/query_words.h"
#include "logscan/query.h"
#include "logscan/question.h"

namespace logscan::cli {

/// What --top, --sort and --show change of how groups are shown. Throws UsageError.
void read_view(const QueryWords& words, const OwnFields& own, GroupQuery& groups);

/// Throws UsageError where that does not fit what was counted: of some rows; at all.
void check_view(const QueryWords& words, const GroupQuery& shown, const Question::Rows& rows,
                const Question& question);
void check_view(const QueryWords& words, const Query& query);

/// Throws UsageError where metrics cannot hold what is asked.
void check_metrics(const Query& query);

}  // namespace logscan::cli
