// What stands before the time: `[host] client[, client ...] ident user`, and how a virtual host is
// told from a client.
//
// Where the rule leaves room, this is what holds:
//   - A token with a comma belongs to a list of clients and is never a host; to see whether a token
//   is an address, what
//     stands before its first comma is looked at (`"10.0.0.1, 10.0.0.2"`).
//   - A token that opens a quote and does not close it before the time is an ordinary word, its
//   quote included.
//   - The numbers of an IPv4 address are 0 to 255, leading zeros allowed. IPv6 without brackets has
//   no port: what looks
//     like one is its last group. Only IPv6 has a zone.
//   - The user keeps the quotes it has.
#include "baseline/reference.h"

namespace logscan::detail {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

std::string_view before_comma(std::string_view text) {
  return text.substr(0, text.find(','));
}

bool has_comma(std::string_view text) {
  return text.find(',') != kNone;
}

bool starts_with_quote(std::string_view text) {
  return !text.empty() && text.front() == '"';
}

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

bool is_host(const Token& first, const Token& second) {
  if (first.text.data() == nullptr || has_comma(first.text) || is_ip_address(first.text))
    return false;
  return ends_in_port(first.text) || is_ip_address(before_comma(second.text));
}

bool take(std::string_view& rest, std::string_view word) {
  if (starts_with_quote(word) || word.empty()) return false;
  if (rest.substr(0, word.size()) != word || rest.substr(word.size(), 1) != " ") return false;
  rest.remove_prefix(word.size() + 1);
  return true;
}

bool is_plain(std::string_view prefix, const Prefix& fields) {
  if (fields.user.data() == nullptr) return false;
  if (fields.host.data() != nullptr && !take(prefix, fields.host)) return false;
  if (has_comma(fields.client) || !take(prefix, fields.client) || !take(prefix, fields.ident))
    return false;
  // The user is trimmed: it stands alone before its one space only if the prefix has no further
  // spaces around it.
  return prefix.size() == fields.user.size() + 1 &&
         prefix.substr(0, fields.user.size()) == fields.user;
}

}  // namespace

Token next_token(std::string_view& rest) {
  while (!rest.empty() && rest.front() == ' ')
    rest.remove_prefix(1);
  if (rest.empty()) return {};

  if (rest.front() == '"') {
    for (std::size_t at = 1; at < rest.size(); ++at) {
      if (rest[at] != '"' || !is_unescaped(rest, at)) continue;
      const Token token = {rest.substr(1, at - 1), true};
      rest.remove_prefix(at + 1);
      return token;
    }
  }
  std::size_t end = 0;
  while (end < rest.size() && rest[end] != ' ')
    ++end;
  const Token token = {rest.substr(0, end), false};
  rest.remove_prefix(end);
  return token;
}

Prefix cut_prefix(std::string_view prefix) {
  Prefix fields;
  std::string_view rest = prefix;
  Token token = next_token(rest);
  std::string_view behind_first = rest;
  if (const Token second = next_token(behind_first); is_host(token, second)) {
    fields.host = token.text;
    token = second;
    rest = behind_first;
  }

  if (token.text.data() != nullptr) fields.client = before_comma(token.text);
  if (token.quoted) fields.client = trim_spaces(fields.client);
  // A bare token that ends in a comma is not the last of its list.
  while (!token.quoted && !token.text.empty() && token.text.back() == ',')
    token = next_token(rest);

  fields.ident = next_token(rest).text;
  rest = trim_spaces(rest);
  if (!rest.empty()) fields.user = rest;
  fields.plain = is_plain(prefix, fields);
  return fields;
}

bool has_host_as_ident(const Prefix& prefix) {
  return prefix.ident.find_first_of(".:") != kNone;
}

bool ends_in_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  return colon != kNone && is_number(text.substr(colon + 1));
}

}  // namespace logscan::detail
