#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "cli/query_words.h"
#include "logscan/query_spec.h"

namespace logscan::cli {

/// Returns the bytes that --memory gives. Throws UsageError.
std::optional<std::uint64_t> read_memory(const ViewWords& words);

/// Returns what the words ask of lines with these fields; compile_query() checks the rest. Throws
/// UsageError. The format of records is left to be set.
QuerySpec read_query_spec(const QueryWords& words, const FormatFields& fields);

/// Calls compile_query(), and throws UsageError.
std::shared_ptr<const Query> compiled(QuerySpec spec, std::optional<std::int64_t> now = {});

}  // namespace logscan::cli
