#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "format/key_map.h"
#include "logscan/log_time.h"
#include "logscan/status.h"
#include "text/ascii.h"

namespace logscan {

enum class ValueKind : std::uint8_t {
  kText,    ///< a string without its quotes; every value of LTSV and logfmt
  kNumber,  ///< in JSON
  kWord,    ///< true or false
  kNull,
  kNested,  ///< an object or array
};

/// The value of a key, as written in the line.
struct KeyValue {
  const char* data = nullptr;
  std::uint32_t size = 0;
  ValueKind kind = ValueKind::kNull;

  std::string_view bytes() const { return {data, size}; }
};

/// Returns the text of a value. Returns null for `null`, `-`, the empty string, objects and arrays.
inline std::string_view value_text(const KeyValue& value) {
  if (value.kind >= ValueKind::kNull || value.size == 0) return {};
  if (value.size == 1 && *value.data == '-') return {};
  return value.bytes();
}

/// Texts that a line does not contain as they are. They stay where they are until cleared.
using TextMemory = std::deque<std::string>;

/// Undoes `\/`, which PHP writes for each slash, in a text of JSON.
std::string_view plain_slashes(std::string_view text, TextMemory& memory);

/// Returns the strings of an array of valid JSON as a list with commas. Returns null for another
/// value, and for an array with other elements or with escapes.
std::string_view array_list(const KeyValue& value, TextMemory& memory);

/// Parses three digits or a `0`, as a number or a text, or the text `-`. Inline, since the result
/// of a call would be read before its parts are written.
inline std::optional<StatusCode> parse_status(const KeyValue& value) {
  const std::string_view text = value.bytes();
  if (value.kind > ValueKind::kNumber) return std::nullopt;
  if (text == "-" && value.kind == ValueKind::kText) return kStatusDash;
  if (text.size() != 3 && text != "0") return std::nullopt;
  unsigned code = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    code = code * 10 + static_cast<unsigned>(c - '0');
  }
  return static_cast<StatusCode>(code);
}

/// Parses a time stamp (in brackets or not), or a number of `unit` since 1970, in the years 0 to
/// 9999. Fractions of a second are dropped.
std::optional<LogTime> parse_time(std::string_view text, Unit unit);

/// Parses a number of `unit`, or numbers with units (`1m2.5s`; h, m, s, ms, us, ns; a space may
/// precede a unit). Returns nanoseconds; finer fractions are dropped. Returns nullopt for negative
/// values, and for a number without a unit when `unit` is kAuto.
std::optional<std::int64_t> parse_duration(std::string_view text, Unit unit);

}  // namespace logscan
