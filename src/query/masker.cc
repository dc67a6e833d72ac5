#include "query/masker.h"

#include <algorithm>
#include <functional>

#include "format/request.h"
#include "format/token.h"
#include "query/network.h"
#include "text/client_text.h"

namespace logscan::detail {
namespace {

constexpr std::string_view kUser = "user";
constexpr std::string_view kHidden = "(masked)";

bool may_be_client(std::string_view text) {
  return text.empty() || text == "-" || text == "unknown" || parse_address(text);
}

// Apache writes `vhost:port client ident user`. If the virtual host is an address, it is parsed as
// the client, and the client after it as the host.
bool is_in_place_of_client(std::string_view host, std::string_view client) {
  return client.data() != nullptr && ends_in_port(client) &&
         host.data() == client.data() + client.size() + 1;
}

}  // namespace

void Masker::append(Field field, const LogLine& line) {
  const std::string_view text = field_text(line, field);
  switch (field) {
    case Field::kHost:
      return host(line);
    case Field::kClient:
      return client(text);
    case Field::kUser:
      if (!mask_.users) return words(text);
      out_ += kUser;
      return;
    case Field::kRequest:
      return request(text, line.target);
    case Field::kTarget:
    case Field::kPath:
      return url(text);
    case Field::kQuery:
      return query(text);
    case Field::kReferer:
      return referer(text);
    case Field::kForwardedFor:
      return clients(text);
    case Field::kUpstream:
      return server(text);
    case Field::kMethod:
    case Field::kProtocol:
    case Field::kAgent:
      return words(text);
    case Field::kTime:
    case Field::kStatus:
    case Field::kBytes:
    case Field::kDuration:
    case Field::kFile:
      return;
  }
}

void Masker::client(std::string_view text) {
  if (!mask_.clients) return words(text);
  append_masked_client(text, out_);
}

// Masks entries separated by commas. An entry that is no address may belong to another column, such
// as a cookie in the place where many formats have the list.
void Masker::clients(std::string_view text) {
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view entry = trim_spaces(text.substr(0, comma));
    if (text.starts_with(' ')) out_ += ' ';
    if (mask_.clients || !may_be_client(entry)) {
      append_masked_client(entry, out_);
    } else {
      out_ += entry;
    }
    if (comma == text.size()) return;
    out_ += ',';
    text.remove_prefix(comma + 1);
  }
}

void Masker::host(const LogLine& line) {
  is_in_place_of_client(line.host, line.client) ? client(line.host) : url(line.host);
}

// Masks the server behind a proxy, but keeps its address.
void Masker::server(std::string_view text) {
  Mask mask = mask_;
  mask.clients = false;
  Masker(mask, out_).url(text);
}

void Masker::query(std::string_view text) {
  if (!mask_.queries) return without_query(text, false);
  while (true) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::size_t equals = text.substr(0, end).find('=');
    if (equals != std::string_view::npos) without_query(text.substr(0, equals + 1), false);
    if (end == text.size()) return;
    out_ += '&';
    text.remove_prefix(end + 1);
  }
}

// Masks one URL, or the target of a request.
void Masker::url(std::string_view text) {
  if (!mask_.queries) return without_query(text, true);
  const std::size_t hash = std::min(text.find('#'), text.size());
  const std::size_t question = std::min(text.find('?'), hash);
  without_query(text.substr(0, question), true);
  if (question < hash) {
    out_ += '?';
    query(text.substr(question + 1, hash - question - 1));
  }
  if (hash < text.size()) out_ += '#';
}

// Masks a referer. A quoted column with other content, such as a cookie, may be in its place.
void Masker::referer(std::string_view text) {
  const bool is_url =
      text.empty() || text.starts_with('/') || authority_begin(text) != std::string_view::npos;
  if (!is_url) out_ += kHidden;
  if (is_url) url(text);
}

// Masks a request line. `target` lies within it, or is null.
void Masker::request(std::string_view text, std::string_view target) {
  if (!lies_in(target, text)) return url(text);
  const auto begin = static_cast<std::size_t>(target.data() - text.data());
  words(text.substr(0, begin));
  url(target);
  words(text.substr(begin + target.size()));
}

// Masks words, some of which may be URLs. A query ends at a space, a tab or a quote.
void Masker::words(std::string_view text) {
  while (mask_.queries) {
    const std::size_t question = text.find('?');
    if (question == std::string_view::npos) break;
    without_query(text.substr(0, question), false);
    out_ += '?';
    text.remove_prefix(question + 1);
    const std::size_t end = std::min(text.find_first_of(" \t\""), text.size());
    query(text.substr(0, end));
    text.remove_prefix(end);
  }
  without_query(text, false);
}

void Masker::without_query(std::string_view text, bool is_url) {
  std::size_t at = 0;
  while (mask_.users) {
    const auto found = find_credentials(text, at, is_url);
    if (!found) break;
    addresses(text.substr(at, found->begin - at));
    out_ += kUser;
    at = found->end;
  }
  addresses(text.substr(at));
}

void Masker::addresses(std::string_view text) {
  if (mask_.clients) {
    append_masked_addresses(text, out_);
  } else {
    out_ += text;
  }
}

bool lies_in(std::string_view part, std::string_view whole) {
  const std::less_equal<> not_behind;
  return part.data() != nullptr && not_behind(whole.data(), part.data()) &&
         not_behind(part.data() + part.size(), whole.data() + whole.size());
}

}  // namespace logscan::detail
