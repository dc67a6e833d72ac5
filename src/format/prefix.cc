#include "format/prefix.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "format/token.h"
#include "format/word.h"
#include "logscan/log_time.h"
#include "text/ascii.h"
#include "text/client_text.h"

namespace logscan {
namespace {

std::string_view before_comma(std::string_view text) {
  return text.substr(0, text.find(','));
}

bool has_comma(std::string_view text) {
  return text.find(',') != std::string_view::npos;
}

// Accepts an address, or a list that starts with one.
bool is_address_token(std::string_view token) {
  const std::string_view first = trim_spaces(before_comma(token));
  return !plain_address(first).empty() ||
         (has_comma(token) && (first == "unknown" || is_virtual_host(first)));
}

// Returns whether an address has a port. The last colon of an IPv6 address stands before any dot,
// and within brackets.
bool has_port(std::string_view address) {
  const std::size_t colon = address.rfind(':');
  return colon != std::string_view::npos && colon > address.find_first_of(".]") &&
         ends_in_port(address);
}

// Accepts what a server writes for a user that it does not know: `-`, `""`, `"-"`, or several.
bool is_nobody(std::string_view text) {
  return text.find_first_not_of("- \"") == std::string_view::npos;
}

// Accepts an address, a list of addresses, or a host with a port.
bool is_address_column(std::string_view text) {
  if (!plain_address(text).empty()) return true;
  return has_comma(text) ? is_client_list(text) : ends_in_port(text) && !plain_client(text).empty();
}

// Returns the user. Null for what is no user: dashes, an address, or several columns, one of them
// `-`.
std::string_view cut_user(std::string_view text) {
  if (is_nobody(text)) return {};
  if (text.find_first_of(" .:,") == std::string_view::npos) return text;
  const bool has_columns =
      text.starts_with("- ") || text.ends_with(" -") || text.find(" - ") != std::string_view::npos;
  return has_columns || text.starts_with("unix:") || is_address_column(text) ? std::string_view()
                                                                             : text;
}

// Consumes a bare word and exactly one space.
bool consume_word(std::string_view& rest, std::string_view word) {
  if (word.empty() || word[0] == '"' || !rest.starts_with(word)) return false;
  if (rest.size() == word.size() || rest[word.size()] != ' ') return false;
  rest.remove_prefix(word.size() + 1);
  return true;
}

// `[info]192.0.2.1`, as flyctl writes it, and `<134>192.0.2.1`, a priority of syslog.
std::string_view after_tag(std::string_view word) {
  if (word.starts_with('[')) return word.substr(word.find(']') + 1);
  return word.starts_with('<') ? word.substr(word.find('>') + 1) : word;
}

// Returns the address in a token, or the list that starts with one: the whole token, or what
// follows grep's file name and line number or a tag in brackets. Returns null when there is none.
std::string_view address_in(const Token& token) {
  if (token.quoted || is_address_token(token.text)) {
    if (!is_address_token(token.text)) return {};
    if (token.quoted || has_comma(token.text)) return token.text;
  }
  std::string_view word = before_comma(token.text);
  const std::size_t after = token.text.size() - word.size();
  if (plain_address(word).empty()) word = after_tag(word);
  word = after_file_name(word);
  return plain_address(word).empty() ? std::string_view()
                                     : token.text.substr(token.text.size() - after - word.size());
}

// Returns the virtual host in the word before the client. After other words it must be
// unmistakable, unlike tags, levels and container names.
std::string_view host_in(std::string_view word, bool alone) {
  word = after_tag(word);
  if (is_virtual_host(word)) return word;
  for (std::size_t colon = word.find(':'); colon != std::string_view::npos;
       colon = word.find(':', colon + 1)) {
    const std::string_view after = word.substr(colon + 1);
    if (is_virtual_host(after)) return after;
  }
  return alone && (word == "-" || word == "_" || !plain_client(word).empty()) ? word
                                                                              : std::string_view();
}

bool is_level(std::string_view word) {
  constexpr std::array<std::string_view, 9> kLevels = {
      "debug", "info", "notice", "warn", "warning", "error", "critical", "trace", "fatal"};
  return std::any_of(kLevels.begin(), kLevels.end(),
                     [&](std::string_view level) { return equals_ignoring_case(word, level); });
}

// Skips the words of Python's logging formatted with dashes:
// `2024-12-08 16:23:33,457 - uvicorn.access - INFO - `. Time and level distinguish them from a
// client and its user.
std::string_view after_logger(std::string_view text) {
  constexpr int kMaxNames = 3;
  constexpr std::string_view kDash = " - ";
  std::size_t dash = text.find(kDash);
  if (dash == std::string_view::npos || !parse_stamp(text.substr(0, dash))) return text;
  for (int names = 0; names < kMaxNames; ++names) {
    const std::size_t begin = dash + kDash.size();
    dash = text.find(kDash, begin);
    if (dash == std::string_view::npos) break;
    if (is_level(text.substr(begin, dash - begin))) return text.substr(dash + kDash.size());
  }
  return text;
}

// Returns the next word before the client. Some loggers separate their words with tabs.
Token next_word(std::string_view& rest) {
  while (rest.starts_with('\t') || rest.starts_with(' '))
    rest.remove_prefix(1);
  const std::string_view all = rest;
  Token token = next_token(rest);
  const std::size_t tab = token.quoted ? std::string_view::npos : token.text.find('\t');
  if (tab == std::string_view::npos) return token;
  token.text = all.substr(0, tab);
  rest = all.substr(tab);
  return token;
}

struct ClientPosition {
  Token token;            // the first word of the client, or the address in it
  std::string_view word;  // that whole word
  std::string_view rest;  // the text after it
  std::string_view host;  // the word before it, if it may be a virtual host
};

// Returns whether a token is a client that the server has resolved to a name: ident and user
// follow.
bool is_named_client(const Token& token, std::string_view after) {
  return !token.quoted && is_virtual_host(token.text) && next_token(after).text == "-" &&
         next_token(after).text.data() != nullptr;
}

// Finds the first token that is an address. An address with a port before another client is a host.
// The search ends at the ident's `-`: what follows is the user, whose name a client chooses. Before
// its own address, a client can only choose the virtual host.
bool find_address(std::string_view text, ClientPosition& position) {
  std::string_view rest = text;
  std::string_view before;
  for (std::size_t words = 0;; ++words) {
    Token token = next_word(rest);
    if (token.text.data() == nullptr || (token.text == "-" && words > 0)) return false;
    const std::string_view address = address_in(token);
    if (address.empty()) {
      // Tabs separate the words of a logger; a virtual host is followed by a space.
      before = rest.starts_with('\t') ? std::string_view() : token.text;
      continue;
    }
    if (address.size() < token.text.size()) before = {};
    const std::string_view word = token.text;
    token.text = address;
    if (!token.quoted && has_port(token.text) && !has_comma(token.text)) {
      std::string_view after = rest;
      const Token second = next_token(after);
      if (is_address_token(second.text) || is_named_client(second, after)) {
        position = {second, second.text, after, token.text};
        return true;
      }
    }
    position = {token, word, rest,
                before.data() != nullptr ? host_in(before, words == 1) : std::string_view()};
    return true;
  }
}

// Finds a client that the server has resolved to a name: `[host:port] client ident user` without
// other words before it, or the word before the ident's `-`, optionally after one word that can
// only be a virtual host. A single name with a port is the host. A `-` after two names that no word
// follows is the user, and the first name is the client, as in lighttpd's format.
std::string_view find_name(std::string_view text, ClientPosition& position) {
  std::string_view rest = text;
  const Token first = next_token(rest);
  position = {first, first.text, rest, {}};
  std::string_view after = rest;
  const Token second = next_token(after);
  if (first.text.data() != nullptr && second.text != "-" && ends_in_port(first.text) &&
      !is_ip_address(first.text)) {
    position = {second, second.text, after, first.text};
    return second.text;
  }
  std::string_view before = first.text;
  after = rest;
  for (;;) {
    const std::string_view ident = after;
    const Token token = next_token(after);
    if (token.text.data() == nullptr) break;
    if (token.text == "-") {
      std::string_view user = after;
      if (before.data() == second.text.data() && is_virtual_host(first.text) &&
          next_token(user).text.data() == nullptr)
        break;
      position.word = before;
      position.rest = ident;
      if (before.data() == second.text.data() && is_virtual_host(first.text))
        position.host = first.text;
      if (before.data() != first.text.data() || !ends_in_port(before)) return before;
      position.host = before;
      return {};
    }
    before = token.text;
  }
  return first.text;
}

// Consumes the list that starts with a token: it continues as long as its words end in commas.
std::string_view consume_list(Token token, std::string_view& rest) {
  const char* const begin = token.text.data();
  const char* end = begin + token.text.size();
  while (!token.quoted && token.text.ends_with(',')) {
    token = next_token(rest);
    if (token.text.data() == nullptr) break;
    end = token.text.data() + token.text.size();
  }
  return {begin, static_cast<std::size_t>(end - begin)};
}

// The client among the addresses that stand side by side, and the list of the others.
struct Addresses {
  std::string_view client;  // null if unknown
  std::string_view list;    // a forwarded-for list; null if there is none
  bool host_may_follow = true;
};

// Cuts the addresses from the first one on, and consumes them.
//
// One address and a list, in any order, are the peer and what it sent: a quoted address is a list,
// too. Two addresses are client and virtual host in lighttpd's format, which has one column after
// them, and if the second has a port. Before ident and user, the first may be a virtual host that
// the client chose, and the second a forwarded-for address, so the client is unknown.
Addresses cut_addresses(const Token& first, std::string_view& rest) {
  const std::string_view list = consume_list(first, rest);
  const bool is_list = has_comma(list);
  Addresses found{before_comma(list), is_list ? list : std::string_view(), !is_list};
  std::string_view after = rest;
  const Token second = next_token(after);
  if (!is_address_token(second.text)) return found;
  if (second.quoted || has_comma(second.text)) {
    const std::string_view other = consume_list(second, after);
    if (!is_list) found.list = other;
  } else if (is_list || first.quoted) {
    found = {second.text, list};
  } else {
    const std::string_view user = trim_spaces(after);
    if (has_port(second.text) || user == "-" || !cut_user(user).empty()) return found;
    found = {};
  }
  found.host_may_follow = false;
  rest = after;
  return found;
}

// `- [192.0.2.1] - user`: written by ingress-nginx up to 0.25 after the client.
void skip_address_list(std::string_view& rest) {
  std::string_view after = rest;
  if (next_token(after).text != "-" || !after.starts_with(" [")) return;
  const std::size_t close = after.find("] ");
  if (close != std::string_view::npos && is_client_list(after.substr(2, close - 2)))
    rest = after.substr(close + 1);
}

std::string_view consume_to_space(std::string_view& rest) {
  const std::string_view word = rest.substr(0, find_near(rest, ' '));
  rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  return word;
}

// Cuts `client ident user `, `client host user ` and `host:port client - user `, as most servers
// write it, with fewer questions than the general rule, which finds the same. Returns nullopt for
// anything else.
std::optional<Prefix> cut_usual_prefix(std::string_view text) {
  Prefix prefix;
  std::string_view rest = text;
  prefix.client = consume_to_space(rest);
  std::string_view ident = consume_to_space(rest);
  prefix.shape = PrefixShape::kPlain;
  if (!is_plain_address(prefix.client)) {
    prefix.host = std::exchange(prefix.client, ident);
    ident = consume_to_space(rest);
    if (ident != "-" || !is_plain_address(prefix.client) || !is_virtual_host(prefix.host))
      return std::nullopt;
    prefix.has_host = true;
    prefix.shape = PrefixShape::kWithHost;
  } else if (ident.find_first_of(".:,") != std::string_view::npos) {
    if (!is_virtual_host(ident)) return std::nullopt;
    prefix.host = ident;
    prefix.shape = PrefixShape::kHostAsIdent;
  }
  if (ident.empty() || ident[0] == '"' || ident[0] == '[') return std::nullopt;
  const bool is_v6 = prefix.client.find(':') != std::string_view::npos;
  if (is_v6 && (ident != "-" || after_file_name(prefix.client).size() < prefix.client.size()))
    return std::nullopt;
  if (!is_one_user(rest)) return std::nullopt;
  prefix.user = cut_user(rest.substr(0, rest.size() - 1));
  return prefix;
}

}  // namespace

Prefix cut_prefix(std::string_view text) {
  if (const std::optional<Prefix> usual = cut_usual_prefix(text)) return *usual;
  Prefix prefix;
  ClientPosition position;
  Addresses found;
  const std::string_view fields = after_logger(text);
  if (find_address(fields, position)) {
    found = cut_addresses(position.token, position.rest);
    prefix.host = null_if_dash(position.host);
  } else {
    found.client = find_name(fields, position);
    prefix.host = null_if_dash(position.host);
  }
  const std::string_view client = found.client;
  prefix.client_list = found.list;
  if (client.data() != nullptr) {
    prefix.client = plain_client(trim_spaces(client));
    if (prefix.client.empty()) prefix.client = plain_client(host_in(client, false));
    prefix.refuses_client = prefix.client.empty() && !is_unknown_client(trim_spaces(client));
  }

  std::string_view rest = position.rest;
  skip_address_list(rest);
  std::string_view after = rest;
  const std::string_view ident = next_token(after).text;
  std::string_view user = trim_spaces(after);
  // A single word is the user: servers omit the ident, never the user.
  if (user.empty()) user = ident;
  const bool named_ident = ident.find_first_of(".:") != std::string_view::npos;
  if (prefix.host.data() == nullptr && found.host_may_follow && named_ident &&
      user.data() != ident.data() && (is_virtual_host(ident) || !plain_address(ident).empty()))
    prefix.host = ident;
  if (!user.empty()) prefix.user = cut_user(user);

  prefix.has_host = position.host.data() != nullptr;
  std::string_view again = text;
  if (user.empty() || user.data() == ident.data() || (prefix.has_host && named_ident) ||
      client.data() == nullptr || found.list.data() != nullptr) {
    return prefix;
  }
  if ((!prefix.has_host || consume_word(again, position.host)) &&
      consume_word(again, position.word) && consume_word(again, ident) &&
      again.size() == user.size() + 1 && again.starts_with(user)) {
    prefix.shape = prefix.has_host ? PrefixShape::kWithHost
                   : named_ident   ? PrefixShape::kHostAsIdent
                                   : PrefixShape::kPlain;
  }
  return prefix;
}

Prefix cut_plain_prefix(std::string_view text) {
  constexpr std::string_view kNobody = " - - ";
  Prefix prefix;
  prefix.shape = PrefixShape::kPlain;
  std::string_view client = text.substr(0, text.size() - std::min(text.size(), kNobody.size()));
  if (text.ends_with(kNobody) && is_plain_address(client)) {
    prefix.client = client;
  } else {
    const std::size_t space = text.find(' ');
    const std::size_t ident = text.find(' ', space + 1);
    client = text.substr(0, space);
    prefix.client = plain_address(client);
    prefix.user = cut_user(text.substr(ident + 1, text.size() - ident - 2));
  }
  const bool is_dotted =
      client.size() > 3 && (client[1] == '.' || client[2] == '.' || client[3] == '.');
  if (prefix.client.empty() || (!is_dotted && after_line_number(client).size() < client.size()))
    return cut_prefix(text);
  return prefix;
}

}  // namespace logscan
