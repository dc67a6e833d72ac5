#include <algorithm>
#include <cstddef>

#include "format/token.h"
#include "query/derived_values.h"
#include "text/ascii.h"

namespace logscan::detail {
namespace {

constexpr std::size_t kLongestExtension = 16;

bool is_scheme(std::string_view word) {
  return !word.empty() && is_letter(word[0]) && std::all_of(word.begin(), word.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

}  // namespace

std::string_view first_segments(std::string_view path, unsigned count) {
  std::size_t end = 0;
  for (unsigned i = 0; i < count; ++i) {
    const std::size_t begin = path.find_first_not_of('/', end);
    if (begin == std::string_view::npos) return path;
    end = path.find('/', begin);
    if (end == std::string_view::npos) return path;
  }
  return path.substr(0, end);
}

std::string_view extension_of(std::string_view path) {
  std::string_view segment = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  segment = segment.substr(0, segment.find(';'));
  const std::size_t dot = segment.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  const std::string_view extension = segment.substr(dot + 1);
  if (extension.size() > kLongestExtension) return {};
  bool letter = false;
  for (const char c : extension) {
    if (!is_letter(c) && !is_digit(c)) return {};
    letter = letter || is_letter(c);
  }
  return letter ? extension : std::string_view();
}

std::string_view host_of_url(std::string_view url) {
  const std::size_t colon = url.find(':');
  if (colon == std::string_view::npos || !url.substr(colon).starts_with("://") ||
      !is_scheme(url.substr(0, colon))) {
    return {};
  }
  std::string_view host = url.substr(colon + 3);
  host = host.substr(0, host.find_first_of("/?#\\"));  // browsers read a backslash as a slash
  host = host.substr(host.rfind('@') + 1);
  const std::size_t end = host.starts_with('[') ? host.find(']') : std::string_view::npos;
  host = end != std::string_view::npos ? host.substr(0, end + 1) : host.substr(0, host.find(':'));
  return host.empty() ? std::string_view() : host;
}

}  // namespace logscan::detail
