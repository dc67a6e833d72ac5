#include "format/docker_line.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace logscan {
namespace {

// Returns the code unit of the four hexadecimal digits at the start, or 0x10000 if there are none.
std::uint32_t code_unit(std::string_view text) {
  std::uint32_t unit = 0;
  const char* const end = text.data() + std::min<std::size_t>(text.size(), 4);
  const std::from_chars_result read = std::from_chars(text.data(), end, unit, 16);
  return text.size() >= 4 && read.ptr == end ? unit : 0x10000;
}

bool is_half(std::uint32_t unit, std::uint32_t first) {
  return unit - first < 0x400;
}

void append_utf8(std::string& text, std::uint32_t code) {
  const auto tail = [code](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += {static_cast<char>(0xc0 | code >> 6), tail(0)};
  } else if (code < 0x10000) {
    text += {static_cast<char>(0xe0 | code >> 12), tail(6), tail(0)};
  } else {
    text += {static_cast<char>(0xf0 | code >> 18), tail(12), tail(6), tail(0)};
  }
}

// Undoes the escape at the start of `rest` and removes it there.
bool undo_escape(std::string_view& rest, std::string& text) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (rest.size() < 2) return false;
  const char letter = rest[1];
  rest.remove_prefix(2);
  if (const std::size_t at = kLetters.find(letter); at != std::string_view::npos) {
    text += kMeanings[at];
    return true;
  }
  if (letter != 'u') return false;
  std::uint32_t code = code_unit(rest);
  if (code > 0xffff) return false;
  rest.remove_prefix(4);
  if (is_half(code, 0xd800) && rest.starts_with("\\u")) {
    const std::uint32_t low = code_unit(rest.substr(2));
    if (is_half(low, 0xdc00)) {
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      rest.remove_prefix(6);
    }
  }
  append_utf8(text, is_half(code, 0xd800) || is_half(code, 0xdc00) ? 0xfffd : code);
  return true;
}

bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

// Undoes all escapes up to a quote or the end, and removes what it read from `rest`.
bool undo_escapes(std::string_view& rest, std::string& text) {
  text.clear();
  while (!rest.empty() && rest.front() != '"') {
    const std::size_t plain = static_cast<std::size_t>(
        std::find_if_not(rest.begin(), rest.end(), is_plain) - rest.begin());
    text += rest.substr(0, plain);
    rest.remove_prefix(plain);
    if (rest.empty() || rest.front() == '"') break;
    if (rest.front() != '\\' || !undo_escape(rest, text)) return false;
  }
  return true;
}

void remove_terminator(std::string& text) {
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
}

}  // namespace

bool unpack_docker(std::string_view line, std::string& text) {
  if (!begins_as_docker(line) || !line.ends_with('}')) return false;
  std::string_view rest = line.substr(8);
  if (!undo_escapes(rest, text)) return false;
  if (!rest.starts_with("\",\"stream\":\"stdout\",") &&
      !rest.starts_with("\",\"stream\":\"stderr\","))
    return false;
  remove_terminator(text);
  return true;
}

std::optional<LogTime> docker_time(std::string_view line) {
  constexpr std::string_view kKey = ",\"time\":\"";
  const std::size_t key = line.rfind(kKey);
  if (key == std::string_view::npos || !line.ends_with("\"}")) return std::nullopt;
  const std::size_t begin = key + kKey.size();
  if (begin + 2 > line.size()) return std::nullopt;
  return parse_stamp(line.substr(begin, line.size() - 2 - begin));
}

bool unpack_string(std::string_view string, std::string& text) {
  if (!undo_escapes(string, text) || !string.empty()) return false;
  remove_terminator(text);
  return true;
}

}  // namespace logscan
