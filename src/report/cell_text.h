#pragma once

#include <cstdint>
#include <string>

#include "report/document.h"

/// Cells as text, in three ways. Log bytes come out as safe_text(); formats that escape in another
/// way, or truncate, handle LogBytes themselves.
namespace logscan::detail {

/// Returns a cell as the text report writes it: plain digits, RFC 3339, shares as percentages.
std::string plain_text(const Cell& cell);

/// Returns a cell for people: `1,234,567`, `4.8 GB`, `35.2 ms`, `2023-10-10 14:05:02`. Times by
/// another clock than the document's keep their offset. Null is `-`.
std::string people_text(const Cell& cell, const Document& document);

/// Returns a cell for programs, with the values of JSON: shares from 0 to 1, seconds, RFC 3339.
/// Null is empty.
std::string program_text(const Cell& cell);

/// Returns `1,234,567`.
std::string grouped(std::uint64_t number);

/// Returns `4.8 GB`, in powers of 1000.
std::string short_bytes(std::uint64_t bytes);

/// Returns a duration with three digits, `35.2 ms`, or above a minute in two units, `2 h 5 min`.
std::string short_span(std::int64_t nanoseconds);

/// Returns `2023-10-10 14:05:02`; with an offset if the document does not name the time's clock.
std::string short_moment(const LogTime& time, const Document& document);

}  // namespace logscan::detail
