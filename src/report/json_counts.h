#pragma once

#include <array>
#include <cstdint>

#include "format/line_parser.h"
#include "logscan/status.h"
#include "logscan/summary.h"
#include "report/json_writer.h"

/// Keys that reports and intervals of followed logs have in common.
namespace logscan::detail {

/// `lines` and what they are, into an object.
void write_line_counts(JsonWriter& json, const Accounting& counts);

/// The object `codes`: those seen.
void write_codes(JsonWriter& json, const std::array<std::uint64_t, kStatusCodes>& codes);

/// The object `errors`; its rate is of `parsed` lines.
void write_errors(JsonWriter& json, std::uint64_t client, std::uint64_t server,
                  std::uint64_t parsed);

/// The object `reasons`: those seen.
void write_reasons(JsonWriter& json, const std::array<std::uint64_t, kReasons>& reasons);

}  // namespace logscan::detail
