#include "remote/url.h"

#include <algorithm>
#include <array>

#include "logscan/input_error.h"
#include "text/ascii.h"

namespace logscan::remote {
namespace {

constexpr std::array<std::string_view, 3> kSchemes = {"https", "http", "s3"};

// Returns the length of the scheme; 0 for other words.
std::size_t scheme_length(std::string_view word) {
  for (const std::string_view scheme : kSchemes) {
    if (equals_ignoring_case(word.substr(0, scheme.size()), scheme) &&
        word.substr(scheme.size()).starts_with("://"))
      return scheme.size();
  }
  return 0;
}

// Never throws, so that even a broken URL shows no secrets.
Url split(std::string_view word) {
  Url url;
  const std::size_t length = scheme_length(word);
  url.scheme = lowercase(word.substr(0, length));
  word.remove_prefix(length + 3);
  const std::string_view ends = url.scheme == "s3" ? "/" : "/?#";
  const std::string_view authority = word.substr(0, word.find_first_of(ends));
  word.remove_prefix(authority.size());
  const std::size_t at = authority.rfind('@');
  url.authority = at == std::string_view::npos ? authority : authority.substr(at + 1);
  if (at != std::string_view::npos) {
    const std::string_view login = authority.substr(0, at);
    const std::size_t colon = std::min(login.find(':'), login.size());
    url.user = percent_decode(login.substr(0, colon));
    url.password = percent_decode(login.substr(std::min(colon + 1, login.size())));
  }
  if (url.scheme != "s3") {
    word = word.substr(0, word.find('#'));
    const std::size_t mark = word.find('?');
    if (mark != std::string_view::npos) url.query = word.substr(mark + 1);
    word = word.substr(0, mark);
  }
  url.path = word.empty() ? "/" : word;
  return url;
}

bool is_unreserved(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

unsigned hex_value(char c) {
  return static_cast<unsigned>(is_digit(c) ? c - '0' : to_lower(c) - 'a' + 10);
}

}  // namespace

std::string Url::text() const {
  return name() + (query.empty() ? "" : "?" + query);
}

bool is_url(std::string_view word) {
  return scheme_length(word) > 0;
}

Url parse_url(std::string_view word) {
  Url url = split(word);
  const bool has_login = !url.user.empty() || !url.password.empty();
  if (url.authority.empty()) {
    throw InputError(url.scheme == "s3" ? "names no bucket; write s3://BUCKET/KEY"
                                        : "names no server; check the URL");
  }
  if (url.scheme == "s3" && has_login) {
    throw InputError(
        "credentials do not belong in an s3 URL; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  }
  const std::string text = url.scheme == "s3" ? url.authority : url.text();
  const bool is_odd = std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7f;
  });
  if (is_odd) throw InputError("is no URL: it holds a space or a control byte; write %20");
  return url;
}

std::string public_name(std::string_view word) {
  return is_url(word) ? split(word).name() : std::string(word);
}

std::string percent_encode(std::string_view bytes, bool keep_slashes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const char c : bytes) {
    if (is_unreserved(c) || (c == '/' && keep_slashes)) {
      text += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    text += '%';
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string percent_decode(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      bytes += static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
      i += 2;
    } else {
      bytes += text[i];
    }
  }
  return bytes;
}

}  // namespace logscan::remote
