#pragma once

#include "logscan/c.h"
#include "logscan/query_spec.h"
#include "logscan/record_columns.h"

namespace logscan::c {

/// Fills in the type of the records that a spec asks for. The result owns itself.
void export_schema(const QuerySpec& spec, ArrowSchema& out);

/// Moves columns into an Arrow array of a struct. Each child owns its column, since consumers may
/// take children apart.
void export_columns(RecordColumns&& columns, ArrowArray& out);

}  // namespace logscan::c
