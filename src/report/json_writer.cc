#include "report/json_writer.h"

#include <cmath>
#include <iterator>
#include <utility>

#include "base/utf8.h"
#include "logscan/safe_text.h"
#include <fmt/format.h>

namespace logscan::detail {
namespace {

void append_unit(std::string& to, std::uint32_t unit) {
  fmt::format_to(std::back_inserter(to), "\\u{:04x}", unit);
}

/// `\u` escapes are UTF-16: two for a character above U+FFFF.
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

void append_string(std::string& to, std::string_view bytes) {
  to += '"';
  for (std::size_t at = 0; at < bytes.size();) {
    const Utf8Step step = utf8_step(bytes.substr(at));
    if (!step.valid) {
      to += "\xEF\xBF\xBD";
    } else if (step.point == '"' || step.point == '\\') {
      to += '\\';
      to += static_cast<char>(step.point);
    } else if (is_unsafe_character(step.point)) {
      append_escape(to, step.point);
    } else {
      to += bytes.substr(at, step.length);
    }
    at += step.length;
  }
  to += '"';
}

}  // namespace

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_string(out_, name);
  out_ += ": ";
  after_key_ = true;
  return *this;
}

void JsonWriter::real(double value) {
  plain(std::isfinite(value) ? fmt::format("{}", value) : "null");
}

void JsonWriter::string(std::string_view bytes) {
  separate();
  append_string(out_, bytes);
}

void JsonWriter::log_string(std::string_view name, std::string_view bytes) {
  key(name).string(bytes);
  if (is_utf8(bytes)) return;
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    fmt::format_to(std::back_inserter(hex), "{:02x}", static_cast<unsigned char>(byte));
  }
  key(fmt::format("{}_raw", name)).string(hex);
}

std::string JsonWriter::finish() {
  out_ += '\n';
  return std::move(out_);
}

void JsonWriter::open(char bracket, bool row) {
  separate();
  out_ += bracket;
  levels_.push_back({row, true});
}

void JsonWriter::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.empty && !level.row) {
    out_ += '\n';
    out_.append(2 * levels_.size(), ' ');
  }
  out_ += bracket;
}

/// What stands between the value before and the one that comes.
void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.empty) out_ += level.row ? ", " : ",";
  level.empty = false;
  if (level.row) return;
  out_ += '\n';
  out_.append(2 * levels_.size(), ' ');
}

void JsonWriter::plain(std::string_view text) {
  separate();
  out_ += text;
}

}  // namespace logscan::detail
