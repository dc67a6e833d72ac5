#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"
#include "cli/query_words.h"
#include "logscan/query_spec.h"

namespace logscan::cli {

/// The group that they are in.
constexpr const char* kQuestions = "Questions";

/// Defines them; as define_flags() does.
void define_query_flags(CommandLine& app, QueryWords& words);

/// Returns the bytes that --memory gives. Throws UsageError.
std::optional<std::uint64_t> read_memory(const ViewWords& words);

/// Returns what the words ask of lines with these fields; compile_query() checks the rest. Throws
/// UsageError. The format of records is left to be set.
QuerySpec read_query_spec(const QueryWords& words, const FormatFields& fields);

/// compile_query() that throws UsageError.
std::shared_ptr<const Query> compiled(QuerySpec spec, std::optional<std::int64_t> now = {});

/// Returns what a query does that a comparison with naive methods cannot; empty when there is
/// nothing.
std::string beyond_baseline(const QuerySpec& spec);

}  // namespace logscan::cli
