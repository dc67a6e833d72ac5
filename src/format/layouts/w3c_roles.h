#pragma once

#include <cstdint>
#include <string_view>

/// The roles of columns in W3C and Zeek logs, shared by the directive's compiler and the cutter.
namespace logscan::w3c {

enum Role : std::uint8_t {
  kSkip,
  kDate,
  kTime,
  kEpoch,
  kClient,
  kUser,
  kMethod,
  kStem,  ///< the target, or only its path
  kQuery,
  kProtocol,
  kHost,
  kStatus,
  kSubstatus,
  kWin32Status,
  kBytes,
  kReferer,
  kAgent,
  kForwarded,
  kTaken,  ///< seconds or milliseconds, depending on the value
  kTakenMillis,
  kRoles,
};

struct ColumnName {
  const char* name;  ///< in lower case
  Role role;
};

/// If two names have the same role, the better known one comes first.
constexpr ColumnName kW3cNames[] = {
    {"date", kDate},
    {"date-local", kDate},
    {"time", kTime},
    {"time-local", kTime},
    {"c-ip", kClient},
    {"cs-ip", kClient},
    {"cs-username", kUser},
    {"cs-method", kMethod},
    {"cs-uri-stem", kStem},
    {"cs-uri", kStem},
    {"cs-uri-query", kQuery},
    {"cs-version", kProtocol},
    {"cs-protocol-version", kProtocol},
    {"x-host-header", kHost},
    {"cs-host", kHost},
    {"cs(host)", kHost},
    {"sc-status", kStatus},
    {"sc-substatus", kSubstatus},
    {"sc-win32-status", kWin32Status},
    {"sc-bytes", kBytes},
    {"bytes", kBytes},
    {"cs(referer)", kReferer},
    {"cs(referrer)", kReferer},
    {"cs(user-agent)", kAgent},
    {"x-forwarded-for", kForwarded},
    {"cs(x-forwarded-for)", kForwarded},
    {"time-taken", kTaken},
    {"timetakenms", kTakenMillis},
};

constexpr ColumnName kZeekNames[] = {
    {"ts", kEpoch},           {"id.orig_h", kClient}, {"username", kUser},
    {"method", kMethod},      {"host", kHost},        {"uri", kStem},
    {"referrer", kReferer},   {"user_agent", kAgent}, {"response_body_len", kBytes},
    {"status_code", kStatus},
};

}  // namespace logscan::w3c
