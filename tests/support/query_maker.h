#pragma once

#include <string>

#include "logscan/query_spec.h"
#include "support/log_maker.h"

/// Random queries for the random logs of LogMaker.
namespace logscan::test {

/// Returns a filter that matches some lines of a LogMaker, as text.
std::string random_filter(LogMaker& random);

/// Returns random keys, measures, an order and a number of rows.
GroupSpec random_groups(LogMaker& random);

/// Returns a query with some of: trusted proxies, a filter, normalized paths, masks.
QuerySpec random_view(LogMaker& random);

/// Returns a random view with groups and series.
QuerySpec random_query(LogMaker& random);

/// Returns one about exact rows, with few of them listed.
QuerySpec random_exact_query(LogMaker& random);

}  // namespace logscan::test
