#include "format/request.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "format/token.h"
#include "text/ascii.h"

namespace logscan {
namespace {

constexpr std::string_view kProtocol = "HTTP/";

constexpr std::array<bool, 256> kMethodBytes = [] {
  std::array<bool, 256> is_method_byte{};
  for (unsigned c = 0; c < 128; ++c) {
    const char byte = static_cast<char>(c);
    is_method_byte[c] = is_letter(byte) || is_digit(byte) || byte == '-' || byte == '_';
  }
  return is_method_byte;
}();

// Returns the length of the method that a request starts with, if a space follows it, or 0.
std::size_t method_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && kMethodBytes[static_cast<unsigned char>(text[length])])
    ++length;
  return length < text.size() && text[length] == ' ' ? length : 0;
}

// Returns whether a word is a protocol: HTTP, or what scanners of cameras and telephones send.
bool begins_protocol(std::string_view word) {
  return word.starts_with(kProtocol) || word.starts_with("RTSP/") || word.starts_with("SIP/");
}

// Returns the position of the protocol that ends a request before further columns, as in nginx's
// `$request - $request_body`, or npos. Searches from `from` on.
std::size_t inner_protocol(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find(" HTTP/", from); at != std::string_view::npos;
       at = text.find(" HTTP/", at + 1)) {
    const std::size_t version = at + 1 + kProtocol.size();
    const std::size_t end = text.find_first_not_of("0123456789.", version);
    if (end != std::string_view::npos && end > version && text[end] == ' ') return at + 1;
  }
  return std::string_view::npos;
}

// hypercorn omits `HTTP/`. A client's target contains no space.
bool is_bare_version(std::string_view word) {
  return word == "1.1" || word == "2" || word == "1.0" || word == "3";
}

// Returns whether a request ends in ` HTTP/1.1` or the like, as nearly all do.
constexpr std::size_t kUsualEnd = 9;
bool ends_as_usual(std::string_view text) {
  if (text.size() <= kUsualEnd) return false;
  const char* const end = text.data() + text.size() - kUsualEnd;
  return end[0] == ' ' && std::string_view(end + 1, kProtocol.size()) == kProtocol &&
         end[6] != ' ' && end[7] != ' ' && end[8] != ' ';
}

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

namespace {

// Cuts a request whose target is a path and whose protocol is HTTP's, as nearly all are. Returns
// false for any other.
bool cut_usual_request(std::string_view text, Request& request) {
  const std::size_t method = method_length(text);
  if (method == 0 || !ends_as_usual(text) || text[method + 1] != '/') return false;
  request.method = null_if_dash(text.substr(0, method));
  request.protocol = text.substr(text.size() - kUsualEnd + 1);
  request.target = text.substr(method + 1, text.size() - kUsualEnd - method - 1);
  const std::size_t end = path_end(request.target);
  request.path = request.target.substr(0, end);
  if (end < request.target.size()) request.query = cut_target(request.target).query;
  return true;
}

}  // namespace

Request cut_request(std::string_view text) {
  Request request;
  if (cut_usual_request(text, request)) return request;
  request.path = text;
  // InfluxDB writes a space before the closing quote.
  while (text.ends_with(' '))
    text.remove_suffix(1);
  const std::size_t first = method_length(text);
  if (first == 0) return request;
  std::size_t last = text.rfind(' ');
  const std::string_view end_word = text.substr(last + 1);
  bool has_protocol =
      begins_protocol(end_word) || (is_bare_version(end_word) && text.find(' ', first + 1) == last);
  if (!has_protocol) {
    const std::size_t inner = inner_protocol(text, first + 1);
    has_protocol = inner != std::string_view::npos;
    if (has_protocol) {
      text = text.substr(0, text.find(' ', inner));
      last = inner - 1;
    }
  }
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

std::string_view request_path(std::string_view text) {
  const std::size_t begin = method_length(text) + 1;
  if (begin == 1 || !ends_as_usual(text) || text[begin] != '/') return cut_request(text).path;
  const std::string_view target = text.substr(begin, text.size() - kUsualEnd - begin);
  return target.substr(0, path_end(target));
}

}  // namespace logscan
