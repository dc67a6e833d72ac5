#pragma once

#include <string>

#include "logscan/query_spec.h"
#include "support/log_maker.h"

/// Questions made at random about logs made at random.
namespace logscan::test {

/// A filter that lets some lines of a LogMaker through, as text.
std::string random_filter(LogMaker& random);

/// Keys, measures, an order and how many rows.
GroupSpec random_groups(LogMaker& random);

/// Some of: trusted proxies, a filter, normalized paths, masks.
QuerySpec random_view(LogMaker& random);

/// That, groups and series.
QuerySpec random_query(LogMaker& random);

}  // namespace logscan::test
