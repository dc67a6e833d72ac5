#include "format/prefix.h"

#include <array>
#include <cstddef>

#include "base/address.h"
#include "base/client_text.h"
#include "format/token.h"

namespace logscan {
namespace {

std::string_view before_comma(std::string_view text) {
  return text.substr(0, text.find(','));
}

bool has_comma(std::string_view text) {
  return text.find(',') != std::string_view::npos;
}

bool is_address_token(std::string_view token) {
  return !plain_address(trim_spaces(before_comma(token))).empty();
}

// A bare word and exactly one space.
bool take_word(std::string_view& rest, std::string_view word) {
  if (word.empty() || word[0] == '"' || !rest.starts_with(word)) return false;
  if (rest.size() == word.size() || rest[word.size()] != ' ') return false;
  rest.remove_prefix(word.size() + 1);
  return true;
}

// `access.log:192.0.2.1` and `access.log:12:192.0.2.1`, as grep -H and -n write them: the address
// behind the last such colon, or null.
std::string_view behind_file_name(std::string_view token) {
  for (std::size_t colon = token.find(':'); colon != std::string_view::npos;
       colon = token.find(':', colon + 1)) {
    const std::string_view behind = token.substr(colon + 1);
    if (is_address_token(behind)) return behind;
  }
  return {};
}

// What looks like a virtual host where other words stand before it, too: a tag, a level or the name
// of a container has neither dot nor port.
bool looks_like_host(std::string_view word) {
  const std::size_t colon = word.rfind(':');
  const std::string_view name = ends_in_port(word) ? word.substr(0, colon) : word;
  return is_host_name(name) && name.find('.') != std::string_view::npos;
}

struct Place {
  Token token;            // the first word of the client
  std::string_view rest;  // behind it
  std::string_view host;  // the word before it, if it may be a virtual host
};

// The first token that is an address; an address with a port in front of another is a host. The
// search ends at an ident `-`: what is behind it is the user, whose name a client chooses. In front
// of its own address it can choose the virtual host alone.
bool find_address(std::string_view text, Place& place) {
  std::string_view rest = text;
  std::string_view before;
  for (std::size_t words = 0;; ++words) {
    Token token = next_token(rest);
    if (token.text.data() == nullptr || (token.text == "-" && words > 0)) return false;
    if (!is_address_token(token.text)) {
      const std::string_view address =
          token.quoted ? std::string_view() : behind_file_name(token.text);
      if (address.empty()) {
        before = token.text;
        continue;
      }
      token.text = address;
      before = {};
    }
    if (!token.quoted && ends_in_port(token.text) && !has_comma(token.text)) {
      std::string_view behind = rest;
      const Token second = next_token(behind);
      if (is_address_token(second.text)) {
        place = {second, behind, token.text};
        return true;
      }
    }
    place = {token, rest, words == 1 || looks_like_host(before) ? before : std::string_view()};
    return true;
  }
}

// The name of a client that the server looked up: `[host:port] client ident user` with no other
// words in front; or the word before the ident's `-`, where there are.
std::string_view find_name(std::string_view text, Place& place) {
  std::string_view rest = text;
  const Token first = next_token(rest);
  place = {first, rest, {}};
  std::string_view behind = rest;
  const Token second = next_token(behind);
  if (first.text.data() != nullptr && second.text != "-" && ends_in_port(first.text) &&
      !is_ip_address(first.text)) {
    place = {second, behind, first.text};
    return second.text;
  }
  std::string_view before = first.text;
  for (Token token = second; token.text.data() != nullptr; token = next_token(behind)) {
    if (token.text == "-") {
      place.rest = {token.text.data(),
                    rest.size() - static_cast<std::size_t>(token.text.data() - rest.data())};
      return before;
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
  if (close != std::string_view::npos) rest = behind.substr(close + 1);
}

}  // namespace

Prefix cut_prefix(std::string_view text) {
  Prefix prefix;
  Place place;
  std::string_view list;
  std::string_view client;
  if (find_address(text, place)) {
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
    client = find_name(text, place);
    prefix.host = null_if_dash(place.host);
  }
  if (client.data() != nullptr) {
    prefix.client = plain_client(trim_spaces(client));
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
  if (prefix.host.data() == nullptr && named_ident && user.data() != ident.data())
    prefix.host = ident;
  if (!user.empty()) prefix.user = null_if_dash(user);

  prefix.has_host = place.host.data() != nullptr;
  std::string_view again = text;
  if (user.empty() || user.data() == ident.data() || (prefix.has_host && named_ident) ||
      client.data() == nullptr || has_comma(list)) {
    return prefix;
  }
  if ((!prefix.has_host || take_word(again, place.host)) && take_word(again, client) &&
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
  if (prefix.client.empty()) return cut_prefix(text);
  const std::size_t ident = text.find(' ', space + 1);
  prefix.user = null_if_dash(text.substr(ident + 1, text.size() - ident - 2));
  prefix.shape = PrefixShape::kPlain;
  return prefix;
}

}  // namespace logscan
