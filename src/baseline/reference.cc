// A second, slow implementation of the rule for a line in docs/design/lines.md. It shares only the
// parsing of time stamps and addresses with the fast path, so that each checks the other.
//
// Details that the rule leaves open:
//   - The search for the closing quote of the request starts after the opening quote.
//   - A line without a status is a comment only if its very first byte is `#`.
//   - A CR that is not part of the terminator is an ordinary byte, so no status precedes it.
//   - A format other than clf fits only if its fields, joined with single spaces, give the line.
#include "baseline/reference.h"

#include <optional>

#include "logscan/log_time.h"

namespace logscan {
namespace detail {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_number(std::string_view text) {
  for (char c : text) {
    if (!is_digit(c)) return false;
  }
  return !text.empty();
}

bool is_unescaped(std::string_view text, std::size_t at) {
  std::size_t backslashes = 0;
  while (backslashes < at && text[at - 1 - backslashes] == '\\')
    ++backslashes;
  return backslashes % 2 == 0;
}

namespace {

bool has(std::string_view line, std::size_t at, char c) {
  return at < line.size() && line[at] == c;
}

bool has_end_of_word(std::string_view line, std::size_t at) {
  return at == line.size() || has(line, at, ' ');
}

/// Reads the status at `at`: three digits, `-`, `0` or `-1`, then a space or the end of the line.
bool read_status(std::string_view line, std::size_t at, Request& request) {
  request.status_begin = at;
  if (at + 3 <= line.size() && is_number(line.substr(at, 3)) && has_end_of_word(line, at + 3)) {
    request.status = static_cast<StatusCode>((line[at] - '0') * 100 + (line[at + 1] - '0') * 10 +
                                             (line[at + 2] - '0'));
    request.status_end = at + 3;
    return true;
  }
  if (has(line, at, '-') && has(line, at + 1, '1') && has_end_of_word(line, at + 2)) {
    request.status = kStatusMinusOne;
    request.status_end = at + 2;
    return true;
  }
  if ((has(line, at, '-') || has(line, at, '0')) && has_end_of_word(line, at + 1)) {
    request.status = line[at] == '-' ? kStatusDash : StatusCode{0};
    request.status_end = at + 1;
    return true;
  }
  return false;
}

std::string_view trim_spaces_right(std::string_view text) {
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

std::string_view drop_last_word(std::string_view text) {
  while (!text.empty() && std::string_view(" []\"").find(text.back()) == std::string_view::npos)
    text.remove_suffix(1);
  return text;
}

bool looks_like_time(std::string_view stamp) {
  bool digit = false;
  bool colon = false;
  for (char c : stamp) {
    digit = digit || is_digit(c);
    colon = colon || c == ':';
  }
  return digit && (colon || parse_stamp(stamp));
}

/// Returns whether the text before a quote ends in a time in brackets, spaces, and optionally one
/// word and spaces. Sets where the brackets are.
bool ends_in_time(std::string_view front, Request& request) {
  constexpr std::size_t kLongest = 64;
  std::string_view text = trim_spaces_right(front);
  if (text.size() == front.size() || text.empty()) return false;
  if (text.back() != ']') {
    const std::string_view before = drop_last_word(text);
    text = trim_spaces_right(before);
    if (text.size() == before.size() || text.empty() || text.back() != ']') return false;
  }
  request.time_end = text.size() - 1;
  request.time_bracket = text.rfind('[');
  return request.time_bracket != std::string_view::npos &&
         request.time_end - request.time_bracket <= kLongest &&
         looks_like_time(
             text.substr(request.time_bracket + 1, request.time_end - request.time_bracket - 1));
}

}  // namespace

Request find_request(std::string_view line) {
  Request request;
  std::size_t at = 0;
  while (at < line.size() && !(line[at] == '"' && ends_in_time(line.substr(0, at), request)))
    ++at;
  if (at >= line.size()) {
    request.reason = Reason::kNoRequest;
    return request;
  }
  request.begin = at + 1;

  for (at = request.begin; at < line.size(); ++at) {
    if (line[at] != '"' || !is_unescaped(line, at) || !has(line, at + 1, ' ')) continue;
    if (read_status(line, at + 2, request)) {
      request.end = at;
      return request;
    }
    if (has(line, at + 2, '"')) break;  // what follows belongs to a later field
  }
  request.reason = Reason::kNoStatus;
  return request;
}

namespace {

bool is_blank(std::string_view line) {
  for (char c : line) {
    if (c != ' ' && c != '\t' && c != '\v' && c != '\f') return false;
  }
  return true;
}

/// Removes `expected` from the front of `rest`; returns false if it is not there.
bool consume(std::string_view& rest, std::string_view expected) {
  if (rest.substr(0, expected.size()) != expected) return false;
  rest.remove_prefix(expected.size());
  return true;
}

bool consume_quoted(std::string_view& rest, std::string_view expected) {
  return consume(rest, " \"") && consume(rest, expected) && consume(rest, "\"");
}

LogFormat find_format(const Prefix& prefix, std::string_view tail, bool readable_time) {
  const Tail fields = cut_tail(tail);
  const bool vhost = prefix.host.data() != nullptr;
  const bool ident_host = has_host_as_ident(prefix);
  if (!prefix.plain || !readable_time || (vhost && ident_host)) return LogFormat::kClf;
  if (fields.bytes != "-" && !is_number(fields.bytes)) return LogFormat::kClf;

  std::string_view rest = tail;
  if (!consume(rest, " ") || !consume(rest, fields.bytes)) return LogFormat::kClf;
  if (rest.empty() && !ident_host) return vhost ? LogFormat::kVhostCommon : LogFormat::kCommon;
  const bool nothing_else = !vhost && !ident_host;
  if (read_extra(rest).kind == Extra::Kind::kNumbers)
    return nothing_else ? LogFormat::kCommonNumbers : LogFormat::kClf;
  if (!consume_quoted(rest, fields.quoted[0]) || !consume_quoted(rest, fields.quoted[1]))
    return LogFormat::kClf;
  if (rest.empty() && ident_host) return LogFormat::kLighttpd;
  if (rest.empty()) return vhost ? LogFormat::kVhostCombined : LogFormat::kCombined;
  if (!nothing_else) return LogFormat::kClf;
  switch (read_extra(rest).kind) {
    case Extra::Kind::kNumbers:
      return LogFormat::kCombinedNumbers;
    case Extra::Kind::kIngressNginx:
      return LogFormat::kIngressNginx;
    case Extra::Kind::kTraefik:
      return LogFormat::kTraefik;
    case Extra::Kind::kNone:
      break;
  }
  return consume_quoted(rest, fields.quoted[2]) && rest.empty() ? LogFormat::kNginxMain
                                                                : LogFormat::kClf;
}

}  // namespace

Extra extra_of(std::string_view tail) {
  const Tail fields = cut_tail(tail);
  if (fields.bytes != "-" && !is_number(fields.bytes)) return {};
  std::string_view rest = tail;
  if (!consume(rest, " ") || !consume(rest, fields.bytes) ||
      !consume_quoted(rest, fields.quoted[0]) || !consume_quoted(rest, fields.quoted[1])) {
    return {};
  }
  return read_extra(rest);
}

}  // namespace detail

Verdict reference_parse(std::string_view line, const TimeZone& log_zone) {
  Verdict verdict;
  if (detail::is_blank(line)) {
    verdict.kind = LineKind::kBlank;
    return verdict;
  }
  const detail::Request request = detail::find_request(line);
  if (request.reason == Reason::kNone) {
    verdict.kind = LineKind::kParsed;
    verdict.status = request.status;
    const std::size_t time_begin = request.time_bracket + 1;
    verdict.time = parse_stamp(line.substr(time_begin, request.time_end - time_begin));
    if (verdict.time) verdict.time = with_offset(*verdict.time, log_zone);
    verdict.format = detail::find_format(detail::cut_prefix(line.substr(0, request.time_bracket)),
                                         line.substr(request.status_end), verdict.time.has_value());
    return verdict;
  }
  if (line.front() == '#') {
    verdict.kind = LineKind::kComment;
    return verdict;
  }
  verdict.kind = LineKind::kMalformed;
  verdict.reason = request.reason;
  return verdict;
}

}  // namespace logscan
