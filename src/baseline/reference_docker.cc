// The text in a line of Docker's json-file log.
//
// Details that the rule leaves open:
//   - The keys come in Docker's order and without spaces: log, stream, and others.
//   - A line is not Docker's if its text is not valid JSON: an unknown escape, a control byte.
//   - Two surrogate escapes make one character; a single surrogate becomes U+FFFD.
//   - NULs before the text are dropped, as at the beginning of any line.
#include <algorithm>
#include <array>

#include "baseline/reference.h"

namespace logscan::detail {
namespace {

constexpr int kNoDigit = -1;

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return kNoDigit;
}

/// Returns the value of `\u1234` at `at`, or kNoDigit.
int read_unicode(std::string_view line, std::size_t at) {
  if (line.substr(at, 2) != "\\u" || at + 6 > line.size()) return kNoDigit;
  int value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    if (hex_digit(line[i]) == kNoDigit) return kNoDigit;
    value = value * 16 + hex_digit(line[i]);
  }
  return value;
}

bool is_high_surrogate(int value) {
  return value >= 0xd800 && value <= 0xdbff;
}

bool is_low_surrogate(int value) {
  return value >= 0xdc00 && value <= 0xdfff;
}

/// Encodes a character in UTF-8, with six bits in each byte after the first.
std::string utf8(int code) {
  if (code < 0x80) return {static_cast<char>(code)};
  std::string bytes;
  int most = 0x20;  // the first byte holds values below this
  while (code >= most) {
    bytes.insert(bytes.begin(), static_cast<char>(0x80 + code % 64));
    code /= 64;
    most = bytes.size() == 1 ? 0x20 : most / 2;
  }
  bytes.insert(bytes.begin(), static_cast<char>(256 - 2 * most + code));
  return bytes;
}

char unescaped(char letter) {
  constexpr std::array<std::array<char, 2>, 8> kEscapes = {{{'"', '"'},
                                                            {'\\', '\\'},
                                                            {'/', '/'},
                                                            {'b', '\b'},
                                                            {'f', '\f'},
                                                            {'n', '\n'},
                                                            {'r', '\r'},
                                                            {'t', '\t'}}};
  for (const std::array<char, 2>& escape : kEscapes) {
    if (escape[0] == letter) return escape[1];
  }
  return '\0';
}

/// Unescapes a JSON string from `at` to its closing quote or the end, and moves `at` there.
std::optional<std::string> read_string(std::string_view line, std::size_t& at) {
  std::string text;
  while (at < line.size() && line[at] != '"') {
    if (static_cast<unsigned char>(line[at]) < 0x20) return std::nullopt;
    if (line[at] != '\\') {
      text += line[at++];
    } else if (at + 1 < line.size() && unescaped(line[at + 1]) != '\0') {
      text += unescaped(line[at + 1]);
      at += 2;
    } else {
      int code = read_unicode(line, at);
      if (code == kNoDigit) return std::nullopt;
      at += 6;
      const int second = read_unicode(line, at);
      if (is_high_surrogate(code) && is_low_surrogate(second)) {
        code = 0x10000 + (code - 0xd800) * 0x400 + (second - 0xdc00);
        at += 6;
      }
      text += utf8(is_high_surrogate(code) || is_low_surrogate(code) ? 0xfffd : code);
    }
  }
  return text;
}

std::string without_terminator(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() && text.back() == '\r') text.pop_back();
  text.erase(0, text.find_first_not_of('\0') == std::string::npos ? text.size()
                                                                  : text.find_first_not_of('\0'));
  return text;
}

}  // namespace

std::optional<std::string> docker_text(std::string_view line) {
  constexpr std::string_view kFront = "{\"log\":\"";
  if (line.substr(0, kFront.size()) != kFront || line.back() != '}') return std::nullopt;
  std::size_t at = kFront.size();
  const std::optional<std::string> text = read_string(line, at);
  if (!text) return std::nullopt;
  const std::string_view next = line.substr(std::min(at, line.size())).substr(0, 20);
  if (next != "\",\"stream\":\"stdout\"," && next != "\",\"stream\":\"stderr\",")
    return std::nullopt;
  return without_terminator(*text);
}

std::optional<LogTime> docker_time(std::string_view line) {
  constexpr std::string_view kFront = ",\"time\":\"";
  const std::size_t begin = line.rfind(kFront);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view text = line.substr(begin + kFront.size());
  const std::size_t end = text.find('"');
  if (text.substr(std::min(end, text.size())) != "\"}") return std::nullopt;
  return parse_stamp(text.substr(0, end));
}

std::optional<std::string> string_text(std::string_view string) {
  std::size_t at = 0;
  const std::optional<std::string> text = read_string(string, at);
  if (!text || at < string.size()) return std::nullopt;
  return without_terminator(*text);
}

}  // namespace logscan::detail
