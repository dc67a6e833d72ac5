#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "logscan/key_map.h"
#include "logscan/log_time.h"
#include "logscan/status.h"

namespace logscan {

enum class ValueKind : std::uint8_t {
  kText,    ///< a string, without its quotes; all values of LTSV and logfmt
  kNumber,  ///< of JSON
  kWord,    ///< true or false
  kNull,
  kNested,  ///< an object or array
};

/// The value of a key, as it stands in the line.
struct KeyValue {
  const char* data = nullptr;
  std::uint32_t size = 0;
  ValueKind kind = ValueKind::kNull;

  std::string_view bytes() const { return {data, size}; }
};

/// The bytes of a value that is one; null for `null`, `-`, the empty string, objects and arrays.
inline std::string_view value_text(const KeyValue& value) {
  if (value.kind >= ValueKind::kNull || value.size == 0) return {};
  if (value.size == 1 && *value.data == '-') return {};
  return value.bytes();
}

/// A number of JSON 0 to 999, or a text of three digits, `-` or `0`.
std::optional<StatusCode> parse_status(const KeyValue& value);

/// A time stamp (brackets around it allowed) or a number of the unit since 1970, in the years 0 to
/// 9999; fractions of a second are cut off.
std::optional<LogTime> parse_time(std::string_view text, Unit unit);

/// A number of the unit, or numbers with their units one after the other (`1m2.5s`; units h, m, s,
/// ms, us, ns; a space may stand before a unit), in nanoseconds; not negative, what is finer is cut
/// off. A number without a unit is null where `unit` is kAuto.
std::optional<std::int64_t> parse_duration(std::string_view text, Unit unit);

}  // namespace logscan
