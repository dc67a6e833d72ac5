#include "format/target.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "format/token.h"
#include "text/ascii.h"

namespace logscan {
namespace {

// Sixteen bytes, which every machine compares at once. Choosing a kernel at run time would cost
// more than it saves on a path.
constexpr std::size_t kBytes = 16;
using Bytes = std::uint8_t __attribute__((vector_size(kBytes)));

bool has_path_end(const char* at) {
  Bytes bytes;
  std::memcpy(&bytes, at, kBytes);
  const auto ends = (bytes == '?') | (bytes == '#');
  std::array<std::uint64_t, 2> any{};
  std::memcpy(any.data(), &ends, kBytes);
  return (any[0] | any[1]) != 0;
}

bool is_scheme(std::string_view word) {
  return !word.empty() && is_letter(word[0]) && std::all_of(word.begin(), word.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

// Returns the path of an absolute URL. If it is empty, a slash of the `://` serves as the path `/`,
// so that the result is a view into the line like all others.
std::string_view after_authority(std::string_view path) {
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

// Most targets have neither, so sixteen bytes are checked together; the last sixteen overlap.
std::size_t path_end(std::string_view target) {
  std::size_t at = 0;
  if (target.size() >= kBytes) {
    while (at + kBytes <= target.size() && !has_path_end(target.data() + at))
      at += kBytes;
    if (at + kBytes > target.size() && !has_path_end(target.data() + target.size() - kBytes))
      return target.size();
  }
  while (at < target.size() && target[at] != '?' && target[at] != '#')
    ++at;
  return at;
}

Target cut_target(std::string_view target) {
  Target parts;
  const std::size_t end = path_end(target);
  parts.path = null_if_dash(after_authority(target.substr(0, end)));
  if (end < target.size() && target[end] == '?') {
    const std::string_view query = target.substr(end + 1);
    parts.query = null_if_dash(query.substr(0, query.find('#')));
  }
  return parts;
}

std::string_view authority_of(std::string_view target) {
  const std::size_t begin = authority_begin(target);
  if (begin == std::string_view::npos) return {};
  std::string_view authority = target.substr(begin);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  if (const std::size_t user = authority.rfind('@'); user != std::string_view::npos)
    authority.remove_prefix(user + 1);
  return authority.empty() ? std::string_view() : authority;
}

std::string_view join_target(std::string_view path, std::string_view query, std::string& memory) {
  if (path.empty()) return {};
  if (query.data() == nullptr) return path;
  memory.assign(path).append(1, '?').append(query);
  return memory;
}

}  // namespace logscan
