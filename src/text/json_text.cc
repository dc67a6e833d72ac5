#include "text/json_text.h"

#include <cstdint>

#include "text/plain_run.h"
#include "text/utf8.h"

namespace logscan::detail {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

void append_unit(std::string& to, std::uint32_t unit) {
  to += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4)
    to += kHexDigits[unit >> shift & 0xF];
}

/// Appends a `\u` escape. These are UTF-16, so a character above U+FFFF takes two.
void append_escape(std::string& to, char32_t point) {
  switch (point) {
    case '\b':
      to += "\\b";
      return;
    case '\f':
      to += "\\f";
      return;
    case '\n':
      to += "\\n";
      return;
    case '\r':
      to += "\\r";
      return;
    case '\t':
      to += "\\t";
      return;
    default:
      break;
  }
  const auto value = static_cast<std::uint32_t>(point);
  if (value < 0x10000) return append_unit(to, value);
  append_unit(to, 0xD800 + ((value - 0x10000) >> 10));
  append_unit(to, 0xDC00 + ((value - 0x10000) & 0x3FF));
}

}  // namespace

bool append_json_string(std::string& to, std::string_view bytes) {
  bool is_utf8 = true;
  to += '"';
  while (true) {
    const std::size_t plain = plain_run<'"', '\\'>(bytes);
    to.append(bytes.data(), plain);
    bytes.remove_prefix(plain);
    if (bytes.empty()) break;
    const Utf8Char step = decode_utf8(bytes);
    if (!step.valid) {
      is_utf8 = false;
      to += "\xEF\xBF\xBD";
    } else if (step.point == '"' || step.point == '\\') {
      to += '\\';
      to += static_cast<char>(step.point);
    } else if (is_unsafe_character(step.point)) {
      append_escape(to, step.point);
    } else {
      to += bytes.substr(0, step.length);
    }
    bytes.remove_prefix(step.length);
  }
  to += '"';
  return is_utf8;
}

void append_hex(std::string& to, std::string_view bytes) {
  for (const char each : bytes) {
    const auto byte = static_cast<unsigned char>(each);
    to += kHexDigits[byte >> 4];
    to += kHexDigits[byte & 0xF];
  }
}

}  // namespace logscan::detail
