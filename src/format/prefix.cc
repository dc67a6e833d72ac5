#include "format/prefix.h"

#include "base/address.h"
#include "format/token.h"

namespace logscan {
namespace {

std::string_view before_comma(std::string_view text) {
  return text.substr(0, text.find(','));
}

bool has_comma(std::string_view text) {
  return text.find(',') != std::string_view::npos;
}

// The first token is the virtual host when it is no address, and looks like one (a port) or stands
// where one would (the second token is an address).
bool is_host(std::string_view first, std::string_view second) {
  if (first.data() == nullptr || has_comma(first) || is_ip_address(first)) return false;
  return ends_in_port(first) || is_ip_address(before_comma(second));
}

// A bare word and exactly one space.
bool take_word(std::string_view& rest, std::string_view word) {
  if (word.empty() || word[0] == '"' || !rest.starts_with(word)) return false;
  if (rest.size() == word.size() || rest[word.size()] != ' ') return false;
  rest.remove_prefix(word.size() + 1);
  return true;
}

}  // namespace

Prefix cut_prefix(std::string_view text) {
  std::string_view rest = text;
  Token token = next_token(rest);
  std::string_view host;
  std::string_view behind = rest;
  if (const Token second = next_token(behind); is_host(token.text, second.text)) {
    host = token.text;
    token = second;
    rest = behind;
  }

  std::string_view client =
      token.text.data() != nullptr ? before_comma(token.text) : std::string_view();
  if (token.quoted) client = trim_spaces(client);
  const bool one_client = client.data() != nullptr && !has_comma(token.text);
  while (!token.quoted && token.text.ends_with(','))
    token = next_token(rest);

  const std::string_view ident = next_token(rest).text;
  const std::string_view user = trim_spaces(rest);
  const bool named_ident = ident.find_first_of(".:") != std::string_view::npos;

  Prefix prefix;
  prefix.has_host = host.data() != nullptr;
  prefix.host = null_if_dash(host);
  if (prefix.host.data() == nullptr && named_ident) prefix.host = ident;
  prefix.client = null_if_dash(client);
  prefix.user = user.empty() ? std::string_view() : null_if_dash(user);

  const bool in_front = host.data() != nullptr;
  std::string_view again = text;
  if (!user.empty() && !(in_front && named_ident) && one_client &&
      (!in_front || take_word(again, host)) && take_word(again, client) &&
      take_word(again, ident) && again.size() == user.size() + 1 && again.starts_with(user)) {
    prefix.shape = in_front      ? PrefixShape::kWithHost
                   : named_ident ? PrefixShape::kHostAsIdent
                                 : PrefixShape::kPlain;
  }
  return prefix;
}

Prefix cut_plain_prefix(std::string_view text) {
  const std::size_t client = text.find(' ');
  const std::size_t ident = text.find(' ', client + 1);
  Prefix prefix;
  prefix.client = null_if_dash(text.substr(0, client));
  prefix.user = null_if_dash(text.substr(ident + 1, text.size() - ident - 2));
  prefix.shape = PrefixShape::kPlain;
  return prefix;
}

}  // namespace logscan
