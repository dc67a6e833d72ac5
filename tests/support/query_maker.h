#pragma once

#include <string>

#include "logscan/query.h"
#include "support/log_maker.h"

/// Questions made at random about logs made at random.
namespace logscan::test {

/// A filter that lets some lines of a LogMaker through, as text.
std::string random_filter(LogMaker& random);

/// Keys, measures, an order and how many rows.
GroupQuery random_groups(LogMaker& random);

/// Some of: trusted proxies, a filter, normalized paths, masks.
Query random_view(LogMaker& random);

/// That, groups and series.
Query random_query(LogMaker& random);

}  // namespace logscan::test
