#include "program/escapes.h"

#include <array>
#include <cstddef>
#include <cstdio>
#include <stdexcept>

namespace logscan::program_test {
namespace {

// Returns the length of the UTF-8 sequence at the front of `text`, or 0 if it is not valid. Accepts
// overlong forms, since they are written unchanged.
std::size_t sequence_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80                     ? 1
                             : first >= 0xc2 && first < 0xe0  ? 2
                             : first >= 0xe0 && first < 0xf0  ? 3
                             : first >= 0xf0 && first <= 0xf4 ? 4
                                                              : 0;
  if (length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) return 0;
  }
  return length;
}

bool is_plain(std::string_view sequence) {
  const char c = sequence.front();
  return sequence.size() > 1 || c == '\n' || (c >= ' ' && c != 0x7f);
}

std::string hex(char c) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "\\x%02x", static_cast<unsigned char>(c));
  return text.data();
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  throw std::runtime_error("\\x needs two hexadecimal digits");
}

char simple_escape(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case '0':
      return '\0';
    case 'e':
      return '\x1b';
    case '\\':
      return '\\';
    default:
      throw std::runtime_error(std::string("unknown escape \\") + c);
  }
}

}  // namespace

bool needs_escapes(std::string_view bytes) {
  if (bytes.empty()) return false;
  if (bytes.back() != '\n') return true;
  if (bytes.substr(0, 4) == "--- " || bytes.find("\n--- ") != std::string_view::npos) return true;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = sequence_length(bytes.substr(at));
    if (length == 0 || !is_plain(bytes.substr(at, length))) return true;
    at += length;
  }
  return false;
}

std::string escape_lines(std::string_view bytes) {
  if (!needs_escapes(bytes)) return std::string(bytes);
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::string_view rest = bytes.substr(at);
    const std::size_t length = sequence_length(rest);
    const bool starts_section = (at == 0 || bytes[at - 1] == '\n') && rest.substr(0, 4) == "--- ";
    if (rest.front() == '\\') {
      text += "\\\\";
    } else if (length == 0 || starts_section || !is_plain(rest.substr(0, length))) {
      text += hex(rest.front());
    } else {
      text += rest.substr(0, length);
    }
    at += length == 0 ? 1 : length;
  }
  if (bytes.back() != '\n') text += "\\\n";
  return text;
}

std::string unescape(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
      continue;
    }
    if (++i == text.size()) throw std::runtime_error("the section ends in a backslash");
    if (text[i] == '\n') continue;
    if (text[i] != 'x') {
      bytes += simple_escape(text[i]);
      continue;
    }
    if (i + 2 >= text.size()) throw std::runtime_error("\\x needs two hexadecimal digits");
    bytes += static_cast<char>(digit_of(text[i + 1]) * 16 + digit_of(text[i + 2]));
    i += 2;
  }
  return bytes;
}

}  // namespace logscan::program_test
