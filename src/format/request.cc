#include "format/request.h"

#include <algorithm>

#include "format/token.h"

namespace logscan {
namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_method(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return is_upper(c) || is_digit(c) || c == '-' || c == '_';
  });
}

bool is_scheme(std::string_view word) {
  const auto letter = [](char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); };
  return !word.empty() && letter(word[0]) && std::all_of(word.begin(), word.end(), [&](char c) {
    return letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

// What is behind the authority of an absolute URL; where nothing is, a slash of its `://` stands
// for the path `/`, so that it is a view into the line like all others.
std::string_view behind_authority(std::string_view path) {
  if (path.starts_with('/')) return path;
  const std::size_t colon = path.find("://");
  if (colon == std::string_view::npos || !is_scheme(path.substr(0, colon))) return path;
  const std::size_t slash = path.find('/', colon + 3);
  return slash == std::string_view::npos ? path.substr(colon + 2, 1) : path.substr(slash);
}

}  // namespace

Request cut_request(std::string_view text) {
  Request request;
  request.path = text;
  const std::size_t first = text.find(' ');
  if (first == std::string_view::npos || !is_method(text.substr(0, first))) return request;
  const std::size_t last = text.rfind(' ');
  const bool has_protocol = text.substr(last + 1).starts_with("HTTP/");
  const std::size_t end = has_protocol ? last : text.size();
  if (end <= first + 1) return request;

  request.method = null_if_dash(text.substr(0, first));
  if (has_protocol) request.protocol = text.substr(last + 1);
  const std::string_view target = text.substr(first + 1, end - first - 1);
  request.target = null_if_dash(target);
  const std::string_view plain = target.substr(0, target.find('#'));
  const std::size_t question = plain.find('?');
  if (question != std::string_view::npos) request.query = null_if_dash(plain.substr(question + 1));
  request.path = null_if_dash(behind_authority(plain.substr(0, question)));
  return request;
}

}  // namespace logscan
