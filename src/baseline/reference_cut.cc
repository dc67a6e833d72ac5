// The fields of a parsed line.
//
// Details that the rule leaves open:
//   - The method is the first word of the request. The protocol is the last word if it begins with
//   `HTTP/`, or if it is the third of three words and only a version. The target is the text
//   between them, spaces included. Without text between them or with an invalid method there is no
//   target.
//   - A target with any scheme and `://` is an absolute URL; its authority ends at `/`, `?` or `#`.
//   If no path follows, the path is `/`: a slash of the `://`, since fields are views into the
//   line.
//   - A `?` after a `#` belongs to the fragment and does not start a query.
//   - A target `-` is null, and so is its path; method and protocol stay.
//   - If the bytes are missing (a quote follows the status), the quoted field is still the referer.
#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <limits>
#include <optional>

#include "baseline/reference.h"
#include "logscan/log_time.h"
#include "text/client_text.h"

namespace logscan {
namespace detail {

std::optional<std::uint64_t> read_bytes(std::string_view text) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
  if (!is_number(text)) return std::nullopt;
  std::uint64_t value = 0;
  for (char c : text) {
    const std::uint64_t digit = static_cast<std::uint64_t>(c - '0');
    if (value > (kMost - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

Tail cut_tail(std::string_view tail) {
  Tail fields;
  std::size_t quoted = 0;
  bool first = true;
  for (std::string_view rest = tail; quoted < 3;) {
    const Token token = next_token(rest);
    if (token.text.data() == nullptr) break;
    if (token.quoted) {
      // Only a space or the end of the line may follow a closing quote.
      if (!rest.empty() && rest.front() != ' ') break;
      fields.quoted[quoted++] = token.text;
    } else if (first && token.text.front() != '"') {
      fields.bytes = token.text;
    }
    first = false;
  }
  return fields;
}

namespace {

constexpr std::size_t kNone = std::string_view::npos;

std::string_view null_if_dash(std::string_view text) {
  return text == "-" ? std::string_view() : text;
}

bool is_method(std::string_view text) {
  for (char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !is_digit(c) && c != '-' && c != '_') return false;
  }
  return !text.empty();
}

bool is_scheme(std::string_view text) {
  for (const char& c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && (!(is_digit(c) || c == '+' || c == '-' || c == '.') || &c == &text.front()))
      return false;
  }
  return !text.empty();
}

void cut_target(std::string_view target, LogLine& line) {
  line.target = null_if_dash(target);
  const std::size_t fragment = target.find('#');
  const std::string_view plain = target.substr(0, fragment);
  const std::size_t question = plain.find('?');
  if (question != kNone) line.query = null_if_dash(plain.substr(question + 1));

  std::string_view path = plain.substr(0, question);
  const std::size_t colon = path.find("://");
  if (colon != kNone && is_scheme(path.substr(0, colon))) {
    const std::size_t slash = path.find('/', colon + 3);
    path = slash == kNone ? path.substr(colon + 2, 1) : path.substr(slash);
  }
  line.path = null_if_dash(path);
}

void cut_request(std::string_view request, LogLine& line) {
  line.request = null_if_dash(request);
  line.path = request;
  while (!request.empty() && request.back() == ' ')
    request.remove_suffix(1);
  const std::size_t first = request.find(' ');
  std::size_t last = request.rfind(' ');
  if (first == kNone || !is_method(request.substr(0, first))) return;

  const std::string_view version = request.substr(last + 1);
  const bool is_bare = version == "1.0" || version == "1.1" || version == "2" || version == "3";
  bool has_protocol = version.substr(0, 5) == "HTTP/" || version.substr(0, 5) == "RTSP/" ||
                      version.substr(0, 4) == "SIP/" ||
                      (is_bare && request.substr(first + 1).find(' ') == last - first - 1);
  // More columns may follow the protocol.
  for (std::size_t at = first + 1; !has_protocol && at < request.size(); ++at) {
    if (request.substr(at, 6) != " HTTP/") continue;
    const std::string_view word = request.substr(at + 1, request.substr(at + 1).find(' '));
    if (at + 1 + word.size() == request.size() || word.size() == 5) continue;
    if (word.substr(5).find_first_not_of("0123456789.") != kNone) continue;
    has_protocol = true;
    last = at;
    request = request.substr(0, at + 1 + word.size());
  }
  const std::size_t target_end = has_protocol ? last : request.size();
  if (target_end <= first + 1) return;

  line.method = null_if_dash(request.substr(0, first));
  if (has_protocol) line.protocol = request.substr(last + 1);
  cut_target(request.substr(first + 1, target_end - first - 1), line);
}

/// Returns the number of bytes of `ESC[..m` at the beginning of a text.
std::size_t leading_colours(std::string_view text) {
  std::size_t length = 0;
  while (text.substr(length, 2) == "\x1b[") {
    const std::size_t end = text.find('m', length);
    if (end == kNone) break;
    for (const char c : text.substr(length + 2, end - length - 2)) {
      if (!is_digit(c) && c != ';') return length;
    }
    length = end + 1;
  }
  return length;
}

/// Returns the number of bytes of `ESC[..m` at the end of a text.
std::size_t trailing_colours(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    const std::string_view end = text.substr(begin);
    if (leading_colours(end) == end.size()) return end.size();
  }
  return 0;
}

/// Returns the host of an absolute URL, without user and password.
std::string_view host_of_url(std::string_view target) {
  const std::size_t colon = target.find("://");
  if (colon == kNone || !is_scheme(target.substr(0, colon))) return {};
  std::string_view host = target.substr(colon + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t user = host.rfind('@'); user != kNone) host = host.substr(user + 1);
  return host.empty() || host == "-" ? std::string_view() : host;
}

/// Returns whether a column holds numbers, addresses, or a socket of nginx.
bool is_measure(std::string_view text) {
  if (text.substr(0, 5) == "unix:") return true;
  for (std::string_view list = text; list.data() != nullptr;) {
    const std::string_view entry = pop_first_entry(list);
    const std::size_t point = entry.find('.');
    const bool is_fraction =
        point != kNone && is_number(entry.substr(0, point)) && is_number(entry.substr(point + 1));
    if (!is_number(entry) && !is_fraction && entry != "-" && plain_address(entry).empty())
      return false;
  }
  return true;
}

/// Sets referer and agent to null that are other columns.
void refuse_other_columns(std::string_view next, LogLine& line) {
  const auto is_browser = [](std::string_view text) { return text.substr(0, 8) == "Mozilla/"; };
  const bool refused =
      line.referer.data() != nullptr && (is_browser(line.referer) || is_measure(line.referer));
  if (refused) line.referer = {};
  const std::string_view agent = line.agent;
  if (agent.data() == nullptr) return;
  const bool is_url = (agent.substr(0, 7) == "http://" || agent.substr(0, 8) == "https://") &&
                      agent.find(' ') == kNone;
  if (is_measure(agent) || (is_virtual_host(agent) && ends_in_port(agent)) ||
      (is_url && (refused || is_browser(next))))
    line.agent = {};
}

/// Reads a line of Nexus: two more numbers before the agent, and a thread in brackets after it.
void read_nexus(std::string_view between, std::string_view after, LogLine& line) {
  std::string_view rest = between;
  const std::string_view bytes = next_token(rest).text;
  const std::string_view elapsed = next_token(rest).text;
  const bool thread = after.size() > 2 && after.substr(0, 2) == " [" && after.back() == ']' &&
                      after.find(']') == after.size() - 1;
  if (rest == " " && is_number(elapsed) && (bytes == "-" || is_number(bytes)) && thread)
    line.bytes = read_bytes(bytes);
}

/// Reads the columns after the agent that have names.
void read_named(std::string_view text, LogLine& fields) {
  const auto is_one_of = [](std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  std::string_view forwarded;
  for (std::string_view rest = text;;) {
    while (!rest.empty() && rest.front() == ' ')
      rest.remove_prefix(1);
    if (rest.empty()) break;
    std::size_t length = 0;
    while (length < rest.size() &&
           (std::isalnum(static_cast<unsigned char>(rest[length])) != 0 || rest[length] == '_'))
      ++length;
    const bool named =
        length > 0 && length < rest.size() && (rest[length] == '=' || rest[length] == ':');
    const std::string_view name = named ? rest.substr(0, length) : std::string_view();
    if (named) rest.remove_prefix(length + 1);
    if (named && (rest.empty() || rest.front() == ' ')) continue;
    const Token first = next_token(rest);
    std::string_view server = first.text;
    while (!first.quoted) {
      std::string_view after = rest;
      if (!server.ends_with(",")) {
        if (rest.substr(0, 3) != " : ") break;
        after = rest.substr(2);
      }
      const Token next = next_token(after);
      if (next.quoted || next.text.data() == nullptr) break;
      server = next.text;
      rest = after;
    }
    const std::string_view value(
        first.text.data(),
        static_cast<std::size_t>(server.data() + server.size() - first.text.data()));
    if (first.quoted) {
      for (std::size_t at = 0; at < value.size(); ++at) {
        if (value.substr(at, 2) == ", ") server = value.substr(at + 2);
        if (value.substr(at, 3) == " : ") server = value.substr(at + 3);
      }
      server = trim_spaces(server);
    }
    if (is_one_of(name, {"rt", "request_time", "response_time"})) {
      fields.duration = read_seconds(value);
    } else if (name == "latency" && !value.empty() && value.back() == 's') {
      fields.duration = read_seconds(value.substr(0, value.size() - 1));
    } else if (is_one_of(name, {"ua", "upstream_addr"})) {
      fields.upstream = null_if_dash(server);
    } else if (is_one_of(name, {"xff", "x_forwarded_for"})) {
      forwarded = value;
    }
  }
  if (fields.forwarded_for.data() == nullptr && is_client_list(forwarded))
    fields.forwarded_for = forwarded;
}

/// Reads the line of Cloud Foundry's gorouter. It has its client and server after the agent, two
/// numbers after the status, and the host in place of the client.
void read_router(std::string_view tail, std::string_view after_agent, LogLine& fields) {
  constexpr std::string_view kColumn = " x_forwarded_for:\"";
  std::string_view rest = after_agent;
  const Token client = next_token(rest);
  const Token server = next_token(rest);
  if (!client.quoted || !server.quoted || rest.substr(0, kColumn.size()) != kColumn) return;
  if (plain_address(client.text).empty()) return;
  next_token(tail);
  fields.bytes = read_bytes(next_token(tail).text);
  fields.upstream = null_if_dash(server.text);
  fields.forwarded_for = {};
  if (fields.client.data() == nullptr || !plain_address(fields.client).empty()) return;
  fields.host = fields.client;
  fields.client = plain_address(client.text);
}

}  // namespace
}  // namespace detail

LogLine reference_cut(std::string_view line) {
  using detail::null_if_dash;
  LogLine fields;
  const detail::Request request = detail::find_request(line);
  if (request.reason != Reason::kNone) return fields;
  const std::size_t time_begin = request.time_bracket + 1;
  fields.time = parse_log_time(line.substr(time_begin, request.time_end - time_begin));
  fields.status = request.status;

  const detail::Prefix prefix = detail::cut_prefix(line.substr(0, request.time_bracket));
  fields.host = null_if_dash(prefix.host);
  fields.client = plain_client(detail::trim_spaces(prefix.client));
  if (fields.client.empty()) fields.client = plain_client(detail::host_in(prefix.client, false));
  fields.user = detail::user_in(prefix.user);
  if (fields.host.data() == nullptr && prefix.ident_may_be_host &&
      (is_virtual_host(prefix.ident) || !plain_address(prefix.ident).empty()) &&
      prefix.ident.find_first_of(".:") != std::string_view::npos) {
    fields.host = prefix.ident;
  }

  {
    const std::string_view before_quote =
        line.substr(request.time_end + 1, request.begin - 1 - (request.time_end + 1));
    const std::string_view word = detail::trim_spaces(before_quote);
    const bool is_first = detail::trim_spaces(line.substr(0, request.time_bracket)).empty();
    if (is_first && !plain_address(word).empty()) {
      fields.client = plain_address(word);
    } else if (fields.host.data() == nullptr &&
               (is_virtual_host(word) || !plain_address(word).empty())) {
      fields.host = word;
    }
  }
  std::string_view text = line.substr(request.begin, request.end - request.begin);
  text.remove_prefix(detail::leading_colours(text));
  text.remove_suffix(detail::trailing_colours(text));
  detail::cut_request(text, fields);
  const std::string_view host = detail::host_of_url(fields.target);
  if (host.data() != nullptr && null_if_dash(prefix.host).data() == nullptr) fields.host = host;

  const detail::Tail tail = detail::cut_tail(line.substr(request.status_end));
  fields.bytes = detail::read_bytes(tail.bytes);
  fields.referer = null_if_dash(tail.quoted[0]);
  fields.agent = null_if_dash(tail.quoted[1]);
  const bool is_alone =
      tail.quoted[0].data() != nullptr && tail.quoted[1].data() == nullptr &&
      line.find('"', static_cast<std::size_t>(tail.quoted[0].data() - line.data()) +
                         tail.quoted[0].size() + 1) == std::string_view::npos;
  const std::string_view alone = is_alone ? tail.quoted[0] : "";
  if (!alone.empty() && alone != "-" && alone.front() != '/' &&
      alone.find("://") == std::string_view::npos) {
    if (alone.substr(0, alone.find(' ')).find('=') == std::string_view::npos) fields.agent = alone;
    fields.referer = {};
  }
  detail::refuse_other_columns(tail.quoted[2], fields);

  if (is_unnamed_client_list(tail.quoted[2])) fields.forwarded_for = tail.quoted[2];
  const detail::Extra extra = detail::extra_of(line.substr(request.status_end));
  if (extra.kind == detail::Extra::Kind::kTraefik) fields.forwarded_for = {};
  fields.duration = extra.duration;
  fields.upstream = null_if_dash(extra.upstream);
  const std::string_view last = tail.quoted[1].data() != nullptr ? tail.quoted[1] : tail.quoted[0];
  const std::string_view after =
      last.data() == nullptr
          ? std::string_view()
          : line.substr(static_cast<std::size_t>(last.data() + last.size() + 1 - line.data()));
  const bool is_open =
      tail.quoted[1].data() == nullptr && after.find('"') != std::string_view::npos;
  if (extra.kind == detail::Extra::Kind::kNone && last.data() != nullptr && !is_open) {
    detail::read_router(line.substr(request.status_end), after, fields);
    if (tail.bytes.data() != nullptr) {
      const char* const begin = tail.bytes.data() + tail.bytes.size();
      const std::string_view between(begin,
                                     static_cast<std::size_t>(tail.quoted[0].data() - 1 - begin));
      if (const std::optional<detail::Extra> apisix = detail::read_apisix(between, after)) {
        fields.duration = apisix->duration;
        fields.upstream = null_if_dash(apisix->upstream);
      }
      if (tail.quoted[1].data() == nullptr) detail::read_nexus(between, after, fields);
    }
    detail::read_named(after, fields);
  }
  const bool list = prefix.is_list || prefix.list.find(',') != std::string_view::npos;
  if (list && fields.forwarded_for.data() == nullptr) fields.forwarded_for = prefix.list;
  return fields;
}

}  // namespace logscan
