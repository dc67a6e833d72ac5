#pragma once

#include "cli/query_words.h"
#include "logscan/query.h"
#include "logscan/question.h"

namespace logscan::cli {

/// Applies --top, --sort and --show to how groups are shown. Throws UsageError.
void read_view(const QueryWords& words, const OwnFields& own, GroupQuery& groups);

/// Throws UsageError if the partials do not hold what that needs: for some rows; at all.
void check_view(const QueryWords& words, const GroupQuery& shown, const Question::Rows& rows,
                const Question& question);
void check_view(const QueryWords& words, const Query& query);

/// Throws UsageError if metrics cannot hold the result of a query.
void check_metrics(const Query& query);

}  // namespace logscan::cli
