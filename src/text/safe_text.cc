#include "text/safe_text.h"

#include <cstdint>
#include <iterator>

#include "text/plain_run.h"
#include "text/utf8.h"
#include <fmt/core.h>

namespace logscan {
namespace {

using detail::decode_utf8;
using detail::Utf8Char;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view kCut = "...";

/// Further combining marks on one base character are escaped, since a stack of them would be drawn
/// over other lines.
constexpr unsigned kMaxMarks = 4;

/// Appends one character as a terminal may show it and returns its columns. Copies a combining mark
/// only if `may_combine`.
std::size_t append_shown(std::string& to, std::string_view bytes, const Utf8Char& step,
                         bool may_combine) {
  if (!step.valid) {
    for (const char byte : bytes) {
      fmt::format_to(std::back_inserter(to), "\\x{:02x}", static_cast<unsigned char>(byte));
    }
    return 4 * bytes.size();
  }
  const std::size_t columns = detail::character_columns(step.point);
  if (!detail::is_unsafe_character(step.point) && (columns > 0 || may_combine)) {
    to += bytes;
    return columns;
  }
  const std::size_t before = to.size();
  if (step.point < 0x80) {
    fmt::format_to(std::back_inserter(to), "\\x{:02x}", static_cast<std::uint32_t>(step.point));
  } else {
    fmt::format_to(std::back_inserter(to), "\\u{{{:04x}}}", static_cast<std::uint32_t>(step.point));
  }
  return to.size() - before;
}

}  // namespace

void append_safe_text(std::string& to, std::string_view bytes) {
  unsigned marks = kMaxMarks;  // combining marks in a row; as below
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t plain = detail::plain_run<>(bytes.substr(at));
    if (plain > 0) {
      to += bytes.substr(at, plain);
      at += plain;
      marks = 0;
      continue;
    }
    const Utf8Char step = decode_utf8(bytes.substr(at));
    const std::size_t columns =
        append_shown(to, bytes.substr(at, step.length), step, marks < kMaxMarks);
    at += step.length;
    marks = columns == 0 ? marks + 1 : 0;
  }
}

std::string safe_text(std::string_view bytes) {
  std::string shown;
  append_safe_text(shown, bytes);
  return shown;
}

std::string safe_text(std::string_view bytes, std::size_t columns) {
  std::string shown;
  std::size_t width = 0;
  std::size_t fits_size = 0;  // bytes of `shown` that leave room for kCut
  // Combining marks in a row. One at the very start would combine with text printed before.
  unsigned marks = kMaxMarks;
  for (std::size_t at = 0; at < bytes.size();) {
    const Utf8Char step = decode_utf8(bytes.substr(at));
    const std::size_t step_columns =
        append_shown(shown, bytes.substr(at, step.length), step, marks < kMaxMarks);
    at += step.length;
    width += step_columns;
    marks = step_columns == 0 ? marks + 1 : 0;
    if (width > columns) {
      shown.resize(fits_size);
      shown += kCut;
      return shown;
    }
    if (width <= columns - kCut.size()) fits_size = shown.size();
  }
  return shown;
}

std::size_t text_columns(std::string_view utf8) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const Utf8Char step = decode_utf8(utf8.substr(at));
    columns += step.valid ? detail::character_columns(step.point) : 1;
    at += step.length;
  }
  return columns;
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const Utf8Char step = decode_utf8(bytes.substr(at));
    if (!step.valid) return false;
    at += step.length;
  }
  return true;
}

std::string to_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const Utf8Char step = decode_utf8(bytes.substr(at));
    text += step.valid ? bytes.substr(at, step.length) : kReplacement;
    at += step.length;
  }
  return text;
}

}  // namespace logscan
