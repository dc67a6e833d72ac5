#include "format/request.h"

#include <array>
#include <cstddef>

#include "format/target.h"
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

}  // namespace

Request cut_request(std::string_view text) {
  Request request;
  request.path = text;
  // InfluxDB writes a space before the closing quote.
  while (text.ends_with(' '))
    text.remove_suffix(1);
  const std::size_t first = method_length(text);
  if (first == 0) return request;
  const std::size_t last = text.rfind(' ');
  const std::string_view end_word = text.substr(last + 1);
  const bool has_protocol = end_word.starts_with(kProtocol) ||
                            (is_bare_version(end_word) && text.find(' ', first + 1) == last);
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
