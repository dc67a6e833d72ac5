#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace logscan {

/// A status as logged: 0 to 999, or one of the two codes below.
using StatusCode = std::uint16_t;

constexpr StatusCode kStatusDash = 1000;      ///< a single `-`
constexpr StatusCode kStatusMinusOne = 1001;  ///< `-1`, as HAProxy writes it
constexpr StatusCode kStatusCodes =
    1002;  ///< number of codes, which is the size of a table of counts

/// An error is a status from 400 to 599, everywhere.
constexpr bool is_client_error(StatusCode code) {
  return code >= 400 && code <= 499;
}
constexpr bool is_server_error(StatusCode code) {
  return code >= 500 && code <= 599;
}
constexpr bool is_error(StatusCode code) {
  return code >= 400 && code <= 599;
}

/// The status classes, in the order of reports.
enum class StatusClass : std::uint8_t { k1xx, k2xx, k3xx, k4xx, k5xx, kOther };
constexpr std::size_t kStatusClasses = 6;
constexpr std::array<const char*, kStatusClasses> kStatusClassNames = {"1xx", "2xx", "3xx",
                                                                       "4xx", "5xx", "other"};

constexpr StatusClass status_class(StatusCode code) {
  if (code < 100 || code > 599) return StatusClass::kOther;
  return static_cast<StatusClass>(code / 100 - 1);
}

/// Returns a name such as "200", "000", "-" or "-1".
inline std::string status_name(StatusCode code) {
  if (code == kStatusDash) return "-";
  if (code == kStatusMinusOne) return "-1";
  const auto digit = [](unsigned value) { return static_cast<char>('0' + value % 10); };
  return {digit(code / 100u), digit(code / 10u), digit(code)};
}

}  // namespace logscan
