// What stands before the time: `[words] [host] client[, client ...] ident user`.
//
// Where the rule leaves room, this is what holds:
//   - A token with a comma belongs to a list of clients and is never a host; what stands before its
//   first comma says whether it is an address (`"10.0.0.1, 10.0.0.2"`).
//   - A token that opens a quote and does not close it before the time is an ordinary word, its
//   quote included.
//   - Behind the ident's `-` no client is looked for: that is the user, whose name a client
//   chooses.
//   - The user keeps the quotes it has.
#include <vector>

#include "base/client_text.h"
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

bool is_address(std::string_view text) {
  return !plain_address(trim_spaces(before_comma(text))).empty();
}

/// All tokens of the prefix, and what stands behind each.
struct Piece {
  Token token;
  std::string_view behind;
};

std::vector<Piece> pieces_of(std::string_view prefix) {
  std::vector<Piece> pieces;
  std::string_view rest = prefix;
  for (;;) {
    const Token token = next_token(rest);
    if (token.text.data() == nullptr) return pieces;
    pieces.push_back({token, rest});
  }
}

/// The address behind the first colon that one follows: grep -H.
std::string_view address_behind_colon(const Token& token) {
  for (std::size_t at = 0; !token.quoted && at < token.text.size(); ++at) {
    if (token.text[at] == ':' && is_address(token.text.substr(at + 1)))
      return token.text.substr(at + 1);
  }
  return {};
}

bool has_dot_or_port(std::string_view word) {
  const std::string_view name = ends_in_port(word) ? word.substr(0, word.rfind(':')) : word;
  return is_host_name(name) && name.find('.') != kNone;
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

/// `- [192.0.2.1] - user`, as old ingress-nginx has behind the client.
void skip_address_list(std::string_view& behind) {
  std::string_view rest = behind;
  if (next_token(rest).text != "-" || rest.substr(0, 2) != " [") return;
  const std::size_t close = rest.find("] ");
  if (close != kNone) behind = rest.substr(close + 1);
}

}  // namespace

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

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
  std::vector<Piece> pieces = pieces_of(prefix);
  // The ident's `-` ends the search for an address; in front of it may be a host that is `-`.
  std::size_t dash = 1;
  while (dash < pieces.size() && pieces[dash].token.text != "-")
    ++dash;
  std::size_t client = 0;
  for (; client < pieces.size() && client < dash; ++client) {
    Token& token = pieces[client].token;
    if (is_address(token.text)) break;
    if (const std::string_view address = address_behind_colon(token); !address.empty()) {
      token.text = address;
      fields.in_file = true;
      break;
    }
  }

  std::string_view behind = prefix;
  if (client < pieces.size() && client < dash) {
    const Token& found = pieces[client].token;
    const bool next_is_address =
        client + 1 < pieces.size() && is_address(pieces[client + 1].token.text);
    if (next_is_address && !found.quoted && ends_in_port(found.text) && !has_comma(found.text)) {
      fields.host = found.text;
      ++client;
    } else if (!fields.in_file && client > 0) {
      const std::string_view before = pieces[client - 1].token.text;
      if (client == 1 || has_dot_or_port(before)) fields.host = before;
    }
    // A bare token that ends in a comma is not the last of its list.
    std::size_t last = client;
    while (last + 1 < pieces.size() && !pieces[last].token.quoted &&
           pieces[last].token.text.back() == ',')
      ++last;
    const char* const begin = pieces[client].token.text.data();
    fields.list = {begin, static_cast<std::size_t>(pieces[last].token.text.data() +
                                                   pieces[last].token.text.size() - begin)};
    fields.client = before_comma(fields.list);
    behind = pieces[last].behind;
    if (!pieces[last].token.quoted && pieces[last].token.text.back() == ',') behind = {};
  } else if (!pieces.empty()) {
    const Token& first = pieces[0].token;
    const bool has_host = dash != 1 && ends_in_port(first.text) && !is_ip_address(first.text);
    std::size_t name = 0;
    if (has_host) {
      fields.host = first.text;
      name = 1;
    } else if (dash < pieces.size()) {
      name = dash - 1;
    }
    behind = name < pieces.size() ? pieces[name].behind : std::string_view();
    if (name < pieces.size()) fields.client = pieces[name].token.text;
  }

  skip_address_list(behind);
  fields.ident = next_token(behind).text;
  behind = trim_spaces(behind);
  if (!behind.empty()) fields.user = behind;
  fields.plain = is_plain(prefix, fields);
  if (fields.user.data() == nullptr) {
    fields.user = fields.ident;
    fields.ident = {};
  }
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
