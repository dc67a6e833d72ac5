#include "format/request.h"

#include <algorithm>

#include "format/target.h"
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
  const Target parts = cut_target(target);
  request.query = parts.query;
  request.path = parts.path;
  return request;
}

}  // namespace logscan
