#include "report/mail_text.h"

#include <algorithm>
#include <cstdint>

#include "text/safe_text.h"
#include "text/utf8.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kLongestLine = 76;
// `=?utf-8?B?...?=` in at most 75 characters, and in a header line after `Subject: `.
constexpr std::size_t kBytesInWord = 39;

std::string base64(std::string_view bytes) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t three = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::size_t from = at + i;
      three = three << 8 | (from < bytes.size() ? static_cast<unsigned char>(bytes[from]) : 0u);
    }
    for (std::size_t i = 0; i < 4; ++i)
      text += at + i > bytes.size() ? '=' : kLetters[three >> (18 - 6 * i) & 63u];
  }
  return text;
}

/// Whether a header may hold the text as it is, and be folded at its spaces.
bool is_plain(std::string_view text) {
  const bool is_printable =
      std::all_of(text.begin(), text.end(), [](char each) { return each >= ' ' && each <= '~'; });
  return is_printable && !text.starts_with(' ') && !text.ends_with(' ') &&
         text.find("  ") == std::string_view::npos && text.find("=?") == std::string_view::npos;
}

/// Breaks at spaces. A word that fits no line goes into encoded words.
std::string folded(std::string_view name, std::string_view text) {
  std::string header = std::string(name) + ":";
  std::size_t used = header.size();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (used > name.size() + 1 && used + 1 + end > kLongestLine) {
      header += '\n';
      used = 0;
    }
    header += ' ';
    header += text.substr(0, end);
    used += 1 + end;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return header + "\n";
}

std::string in_words(std::string_view name, std::string_view text) {
  std::string header = std::string(name) + ":";
  while (!text.empty()) {
    std::size_t end = 0;
    while (end < text.size()) {
      const std::size_t length = decode_utf8(text.substr(end)).length;
      if (end + length > kBytesInWord) break;
      end += length;
    }
    header += fmt::format("{} =?utf-8?B?{}?=", header.back() == ':' ? "" : "\n",
                          base64(text.substr(0, end)));
    text.remove_prefix(end);
  }
  return header + "\n";
}

bool has_long_word(std::string_view text) {
  std::size_t length = 0;
  for (const char each : text) {
    length = each == ' ' ? 0 : length + 1;
    if (length > kLongestLine - 16) return true;
  }
  return false;
}

/// Whether a byte stands for itself in any place of a line.
bool is_literal(char each) {
  return each > ' ' && each <= '~' && each != '=';
}

}  // namespace

std::string mail_header(std::string_view name, std::string_view text) {
  const std::string safe = safe_text(text);
  if (safe != text || !is_plain(safe) || has_long_word(safe)) return in_words(name, safe);
  return folded(name, safe);
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char each = text[at];
    if (each == '\n') {
      out += '\n';
      used = 0;
      continue;
    }
    const bool ends_line = at + 1 == text.size() || text[at + 1] == '\n';
    const bool is_space = each == ' ' && !ends_line;
    // mbox files and sendmail take these for the start of a message and its end.
    const bool is_taken = used == 0 && (each == '.' || each == 'F');
    const bool is_plain = (is_space || is_literal(each)) && !is_taken;
    const std::size_t width = is_plain ? 1 : 3;
    if (used + width > kLongestLine - 1) {
      out += "=\n";
      used = 0;
      --at;
      continue;
    }
    if (is_plain) {
      out += each;
    } else {
      out += fmt::format("={:02X}", static_cast<unsigned>(static_cast<unsigned char>(each)));
    }
    used += width;
  }
  return out;
}

}  // namespace logscan::detail
