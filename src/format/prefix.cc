#include "format/prefix.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "format/letter_case.h"
#include "format/token.h"
#include "logscan/log_time.h"
#include "text/address.h"
#include "text/client_text.h"

namespace logscan {
namespace {

std::string_view before_comma(std::string_view text) {
  return text.substr(0, text.find(','));
}

bool has_comma(std::string_view text) {
  return text.find(',') != std::string_view::npos;
}

// An address, or the first entry of a list of them.
bool is_address_token(std::string_view token) {
  const std::string_view first = trim_spaces(before_comma(token));
  return !plain_address(first).empty() ||
         (has_comma(token) && (first == "unknown" || is_virtual_host(first)));
}

// A bare word and exactly one space.
bool take_word(std::string_view& rest, std::string_view word) {
  if (word.empty() || word[0] == '"' || !rest.starts_with(word)) return false;
  if (rest.size() == word.size() || rest[word.size()] != ' ') return false;
  rest.remove_prefix(word.size() + 1);
  return true;
}

// `[info]192.0.2.1`, as flyctl writes it, and `<134>192.0.2.1`, a priority of syslog.
std::string_view behind_tag(std::string_view word) {
  if (word.starts_with('[')) return word.substr(word.find(']') + 1);
  return word.starts_with('<') ? word.substr(word.find('>') + 1) : word;
}

// The address in a token, or the list that begins with one: all of it, or what is behind the file
// name and the line number of grep, or behind a tag in brackets. Null when there is none.
std::string_view address_in(const Token& token) {
  if (token.quoted || is_address_token(token.text)) {
    if (!is_address_token(token.text)) return {};
    if (token.quoted || has_comma(token.text)) return token.text;
  }
  std::string_view word = before_comma(token.text);
  const std::size_t behind = token.text.size() - word.size();
  if (plain_address(word).empty()) word = behind_tag(word);
  word = behind_file_name(word);
  return plain_address(word).empty() ? std::string_view()
                                     : token.text.substr(token.text.size() - behind - word.size());
}

// The virtual host in the word before the client. Behind other words it must be one beyond doubt:
// tags, levels and names of containers are none.
std::string_view host_in(std::string_view word, bool alone) {
  word = behind_tag(word);
  if (is_virtual_host(word)) return word;
  for (std::size_t colon = word.find(':'); colon != std::string_view::npos;
       colon = word.find(':', colon + 1)) {
    const std::string_view behind = word.substr(colon + 1);
    if (is_virtual_host(behind)) return behind;
  }
  return alone && (word == "-" || word == "_" || !plain_client(word).empty()) ? word
                                                                              : std::string_view();
}

bool is_level(std::string_view word) {
  constexpr std::array<std::string_view, 9> kLevels = {
      "debug", "info", "notice", "warn", "warning", "error", "critical", "trace", "fatal"};
  return std::any_of(kLevels.begin(), kLevels.end(),
                     [&](std::string_view level) { return same_name(word, level); });
}

// Python's logging, formatted with dashes: `2024-12-08 16:23:33,457 - uvicorn.access - INFO - `.
// The time and the level tell it from a client and its user. Returns the text behind it.
std::string_view behind_logger(std::string_view text) {
  constexpr int kMostNames = 3;
  constexpr std::string_view kDash = " - ";
  std::size_t dash = text.find(kDash);
  if (dash == std::string_view::npos || !parse_stamp(text.substr(0, dash))) return text;
  for (int names = 0; names < kMostNames; ++names) {
    const std::size_t begin = dash + kDash.size();
    dash = text.find(kDash, begin);
    if (dash == std::string_view::npos) break;
    if (is_level(text.substr(begin, dash - begin))) return text.substr(dash + kDash.size());
  }
  return text;
}

// The next word of what stands before the client: some loggers put tabs between theirs.
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

struct Place {
  Token token;            // the first word of the client, or what of it is an address
  std::string_view word;  // all of that word
  std::string_view rest;  // behind it
  std::string_view host;  // the word before it, if it may be a virtual host
};

// Whether a token is a client that the server looked up: ident and user follow it.
bool is_name_of_client(const Token& token, std::string_view behind) {
  return !token.quoted && is_virtual_host(token.text) && next_token(behind).text == "-" &&
         next_token(behind).text.data() != nullptr;
}

// The first token that is an address; an address with a port in front of another client is a host.
// The search ends at an ident `-`: what is behind it is the user, whose name a client chooses. In
// front of its own address it can choose the virtual host alone.
bool find_address(std::string_view text, Place& place) {
  std::string_view rest = text;
  std::string_view before;
  for (std::size_t words = 0;; ++words) {
    Token token = next_word(rest);
    if (token.text.data() == nullptr || (token.text == "-" && words > 0)) return false;
    const std::string_view address = address_in(token);
    if (address.empty()) {
      // Tabs part the words of a logger; a virtual host stands before a space.
      before = rest.starts_with('\t') ? std::string_view() : token.text;
      continue;
    }
    if (address.size() < token.text.size()) before = {};
    const std::string_view word = token.text;
    token.text = address;
    if (!token.quoted && ends_in_port(token.text) && !has_comma(token.text)) {
      std::string_view behind = rest;
      const Token second = next_token(behind);
      if (is_address_token(second.text) || is_name_of_client(second, behind)) {
        place = {second, second.text, behind, token.text};
        return true;
      }
    }
    place = {token, word, rest,
             before.data() != nullptr ? host_in(before, words == 1) : std::string_view()};
    return true;
  }
}

// The name of a client that the server looked up: `[host:port] client ident user` with no other
// words in front; or the word before the ident's `-`, and in front of that one word that can be
// nothing but a virtual host. A name with a port alone is the host.
std::string_view find_name(std::string_view text, Place& place) {
  std::string_view rest = text;
  const Token first = next_token(rest);
  place = {first, first.text, rest, {}};
  std::string_view behind = rest;
  const Token second = next_token(behind);
  if (first.text.data() != nullptr && second.text != "-" && ends_in_port(first.text) &&
      !is_ip_address(first.text)) {
    place = {second, second.text, behind, first.text};
    return second.text;
  }
  std::string_view before = first.text;
  behind = rest;
  for (;;) {
    const std::string_view ident = behind;
    const Token token = next_token(behind);
    if (token.text.data() == nullptr) break;
    if (token.text == "-") {
      place.word = before;
      place.rest = ident;
      if (before.data() == second.text.data() && is_virtual_host(first.text))
        place.host = first.text;
      if (before.data() != first.text.data() || !ends_in_port(before)) return before;
      place.host = before;
      return {};
    }
    before = token.text;
  }
  return first.text;
}

// `- [192.0.2.1] - user`: what ingress-nginx up to 0.25 writes behind the client.
void skip_address_list(std::string_view& rest) {
  std::string_view behind = rest;
  if (next_token(behind).text != "-" || !behind.starts_with(" [")) return;
  const std::size_t close = behind.find("] ");
  if (close != std::string_view::npos && is_client_list(behind.substr(2, close - 2)))
    rest = behind.substr(close + 1);
}

}  // namespace

Prefix cut_prefix(std::string_view text) {
  Prefix prefix;
  Place place;
  std::string_view list;
  std::string_view client;
  const std::string_view fields = behind_logger(text);
  if (find_address(fields, place)) {
    // A list goes on while its words end in commas.
    const char* end = place.token.text.data() + place.token.text.size();
    const char* const begin = place.token.text.data();
    while (!place.token.quoted && place.token.text.ends_with(',')) {
      place.token = next_token(place.rest);
      if (place.token.text.data() == nullptr) break;
      end = place.token.text.data() + place.token.text.size();
    }
    list = {begin, static_cast<std::size_t>(end - begin)};
    client = before_comma(list);
    prefix.host = null_if_dash(place.host);
  } else {
    client = find_name(fields, place);
    prefix.host = null_if_dash(place.host);
  }
  if (client.data() != nullptr) {
    prefix.client = plain_client(trim_spaces(client));
    if (prefix.client.empty()) prefix.client = plain_client(host_in(client, false));
    prefix.refuses_client = prefix.client.empty() && !is_no_client(trim_spaces(client));
    if (has_comma(list)) prefix.client_list = list;
  }

  std::string_view rest = place.rest;
  skip_address_list(rest);
  std::string_view behind = rest;
  const std::string_view ident = next_token(behind).text;
  std::string_view user = trim_spaces(behind);
  // One word alone is the user: servers leave out the ident, never the user.
  if (user.empty()) user = ident;
  const bool named_ident = ident.find_first_of(".:") != std::string_view::npos;
  if (prefix.host.data() == nullptr && named_ident && user.data() != ident.data() &&
      (is_virtual_host(ident) || !plain_address(ident).empty()))
    prefix.host = ident;
  if (!user.empty()) prefix.user = null_if_dashes(user);

  prefix.has_host = place.host.data() != nullptr;
  std::string_view again = text;
  if (user.empty() || user.data() == ident.data() || (prefix.has_host && named_ident) ||
      client.data() == nullptr || has_comma(list)) {
    return prefix;
  }
  if ((!prefix.has_host || take_word(again, place.host)) && take_word(again, place.word) &&
      take_word(again, ident) && again.size() == user.size() + 1 && again.starts_with(user)) {
    prefix.shape = prefix.has_host ? PrefixShape::kWithHost
                   : named_ident   ? PrefixShape::kHostAsIdent
                                   : PrefixShape::kPlain;
  }
  return prefix;
}

Prefix cut_plain_prefix(std::string_view text) {
  const std::size_t space = text.find(' ');
  const std::string_view client = text.substr(0, space);
  Prefix prefix;
  prefix.client = plain_address(client);
  const bool is_dotted =
      client.size() > 3 && (client[1] == '.' || client[2] == '.' || client[3] == '.');
  if (prefix.client.empty() || (!is_dotted && behind_line_number(client).size() < client.size())) {
    return cut_prefix(text);
  }
  const std::size_t ident = text.find(' ', space + 1);
  prefix.user = null_if_dashes(text.substr(ident + 1, text.size() - ident - 2));
  prefix.shape = PrefixShape::kPlain;
  return prefix;
}

}  // namespace logscan
