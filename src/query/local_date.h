#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "logscan/group_key.h"
#include "logscan/log_time.h"

namespace logscan::detail {

/// What a clock on the wall and a calendar show.
struct LocalDate {
  std::int64_t day = 0;     ///< since 1970-01-01
  std::int32_t second = 0;  ///< of the day, 0 to 86399
};

/// By the time's own offset, or by `offset` unless that is empty. Nullopt outside of the years 0000
/// to 9999.
std::optional<LocalDate> local_date(const LogTime& time, const ZoneOffset& offset);

/// `00` to `23`.
void append_hour(const LocalDate& date, std::string& out);

/// `Monday` to `Sunday`.
void append_weekday(const LocalDate& date, std::string& out);

/// `2026-01-12`.
void append_day(const LocalDate& date, std::string& out);

}  // namespace logscan::detail
