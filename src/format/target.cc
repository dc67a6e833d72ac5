#include "format/target.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "format/token.h"

namespace logscan {
namespace {

bool is_letter(char c) {
  return static_cast<unsigned char>((c | 0x20) - 'a') < 26;
}

bool is_scheme(std::string_view word) {
  return !word.empty() && is_letter(word[0]) && std::all_of(word.begin(), word.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

// Whether one of eight bytes is `byte`. (Anderson, "Bit Twiddling Hacks": a byte of the difference
// is zero.)
constexpr bool has_byte(std::uint64_t bytes, char byte) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  const std::uint64_t difference = bytes ^ kOnes * static_cast<unsigned char>(byte);
  return ((difference - kOnes) & ~difference & kOnes << 7) != 0;
}

// What is behind the authority of an absolute URL; where nothing is, a slash of its `://` stands
// for the path `/`, so that it is a view into the line like all others.
std::string_view behind_authority(std::string_view path) {
  if (path.starts_with('/')) return path;
  const std::size_t begin = authority_begin(path);
  if (begin == std::string_view::npos) return path;
  const std::size_t slash = path.find('/', begin);
  return slash == std::string_view::npos ? path.substr(begin - 1, 1) : path.substr(slash);
}

}  // namespace

std::size_t authority_begin(std::string_view target) {
  const std::size_t colon = target.find("://");
  const bool absolute = colon != std::string_view::npos && is_scheme(target.substr(0, colon));
  return absolute ? colon + 3 : std::string_view::npos;
}

// Most targets have none of them, so eight bytes are looked at together.
std::size_t path_end(std::string_view target) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  const auto has_end = [&](std::size_t at) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, target.data() + at, kWord);
    return has_byte(bytes, '?') || has_byte(bytes, '#');
  };
  std::size_t at = 0;
  if (target.size() >= kWord) {
    while (at + kWord <= target.size() && !has_end(at))
      at += kWord;
    if (at + kWord > target.size() && !has_end(target.size() - kWord)) return target.size();
  }
  while (at < target.size() && target[at] != '?' && target[at] != '#')
    ++at;
  return at;
}

Target cut_target(std::string_view target) {
  Target parts;
  const std::size_t end = path_end(target);
  parts.path = null_if_dash(behind_authority(target.substr(0, end)));
  if (end < target.size() && target[end] == '?') {
    const std::string_view query = target.substr(end + 1);
    parts.query = null_if_dash(query.substr(0, query.find('#')));
  }
  return parts;
}

}  // namespace logscan
