#include "format/target.h"

#include <algorithm>

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

Target cut_target(std::string_view target) {
  Target parts;
  const std::string_view plain = target.substr(0, target.find('#'));
  const std::size_t question = plain.find('?');
  if (question != std::string_view::npos) parts.query = null_if_dash(plain.substr(question + 1));
  parts.path = null_if_dash(behind_authority(plain.substr(0, question)));
  return parts;
}

}  // namespace logscan
