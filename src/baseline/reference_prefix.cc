// The text before the time: `[words] [host] client[, client ...] ident user`.
//
// Details that the rule leaves open:
//   - A token with a comma belongs to a list of clients and is never a host. It is an address if
//   the text before its first comma is one (`"10.0.0.1, 10.0.0.2"`).
//   - A token with an opening quote that is not closed before the time is an ordinary word with a
//   quote.
//   - No client is looked for after the ident's `-`: the user follows, whose name a client chooses.
//   - The user keeps its quotes.
#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "baseline/reference.h"
#include "text/client_text.h"

namespace logscan::detail {
namespace {

std::string_view before_comma(std::string_view text) {
  return text.substr(0, text.find(','));
}

bool has_comma(std::string_view text) {
  return text.find(',') != std::string_view::npos;
}

bool starts_with_quote(std::string_view text) {
  return !text.empty() && text.front() == '"';
}

bool is_address(std::string_view text) {
  const std::string_view first = trim_spaces(before_comma(text));
  return !plain_address(first).empty() ||
         (has_comma(text) && (first == "unknown" || is_virtual_host(first)));
}

/// A token of the prefix, and the text after it.
struct Word {
  Token token;
  std::string_view after;
};

std::vector<Word> parts_of(std::string_view prefix) {
  std::vector<Word> pieces;
  std::string_view rest = prefix;
  for (;;) {
    const Token token = next_token(rest);
    if (token.text.data() == nullptr) return pieces;
    pieces.push_back({token, rest});
  }
}

/// Splits the prefix at spaces and tabs.
std::vector<Word> words_of(std::string_view prefix) {
  std::vector<Word> words;
  std::string_view rest = prefix;
  for (;;) {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    const std::string_view from = rest;
    Token token = next_token(rest);
    if (token.text.data() == nullptr) return words;
    if (!token.quoted && token.text.find('\t') != std::string_view::npos) {
      token.text = token.text.substr(0, token.text.find('\t'));
      rest = from.substr(token.text.size());
    }
    words.push_back({token, rest});
  }
}

/// Returns the rest of the word after each of its colons.
std::vector<std::string_view> suffixes_of(std::string_view word) {
  std::vector<std::string_view> suffixes;
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (word[at] == ':') suffixes.push_back(word.substr(at + 1));
  }
  return suffixes;
}

/// Returns whether an address begins like those that are assigned today.
bool is_in_use(std::string_view address) {
  const std::string_view group = address.substr(0, address.find(':'));
  if (group.empty() || group.find('.') != std::string_view::npos) return true;
  return group.size() == 4 && (group[0] == '2' || group[0] == '3' || group[0] == 'f');
}

/// Removes a tag in brackets or a syslog priority.
std::string_view without_tag(std::string_view word) {
  const std::string_view first = word.substr(0, 1);
  if (first == "[") return word.substr(word.find(']') + 1);
  if (first == "<") return word.substr(word.find('>') + 1);
  return word;
}

/// Returns whether the digits before an IPv6 address in a word may be a group of the address.
bool may_continue_left(std::string_view word, std::string_view address) {
  if (address.find(':') == std::string_view::npos ||
      address.substr(0, address.find(':')).find('.') != std::string_view::npos)
    return false;
  std::string_view name = word.substr(0, word.size() - address.size() - 1);
  bool has_digits = false;
  while (!name.empty() && std::isxdigit(static_cast<unsigned char>(name.back())) != 0) {
    name.remove_suffix(1);
    has_digits = true;
  }
  if (!has_digits || name.empty()) return false;
  return !is_in_use(address) ||
         std::string_view("=<>()[]{},;|'\"").find(name.back()) != std::string_view::npos;
}

/// Returns the address in a word, or the list that begins with one. A file name, a line number or a
/// tag in brackets may precede it.
std::string_view address_in(const Token& token) {
  const std::string_view first = before_comma(token.text);
  if (is_address(token.text)) {
    if (token.quoted || has_comma(token.text)) return token.text;
  } else if (token.quoted) {
    return {};
  }
  std::vector<std::string_view> parts = {first};
  if (!is_address(first)) parts = {without_tag(first)};
  for (const std::string_view suffix : suffixes_of(parts[0]))
    parts.push_back(suffix);
  const auto found = std::find_if(parts.begin(), parts.end(), is_address);
  if (found == parts.end()) return {};
  std::string_view address = *found;
  if (found != parts.begin() && may_continue_left(parts[0], address)) return {};
  const std::size_t colon = address.find(':');
  if (colon != std::string_view::npos && is_number(address.substr(0, colon))) {
    const std::string_view rest = address.substr(colon + 1);
    const bool may_be_group = (colon == 4 && (address[0] == '2' || address[0] == '3')) ||
                              address.substr(0, 8) == "64:ff9b:";
    if (!may_be_group && is_address(rest) && is_in_use(rest)) address = rest;
  }
  const auto cut = static_cast<std::size_t>(address.data() - token.text.data());
  return token.text.substr(cut);
}

bool is_level(std::string_view word) {
  std::string small;
  for (const char c : word)
    small += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  for (const char* level :
       {"debug", "info", "notice", "warn", "warning", "error", "critical", "trace", "fatal"}) {
    if (small == level) return true;
  }
  return false;
}

/// Removes `TIME - NAME - LEVEL - `, with at most two names.
std::string_view without_logger(std::string_view prefix) {
  std::vector<std::size_t> dashes;
  for (std::size_t at = prefix.find(" - "); at != std::string_view::npos && dashes.size() < 4;
       at = prefix.find(" - ", at + 3))
    dashes.push_back(at);
  if (dashes.empty() || !parse_stamp(prefix.substr(0, dashes[0]))) return prefix;
  for (std::size_t i = 1; i < dashes.size(); ++i) {
    const std::size_t begin = dashes[i - 1] + 3;
    if (is_level(prefix.substr(begin, dashes[i] - begin))) return prefix.substr(dashes[i] + 3);
  }
  return prefix;
}

bool consume_word(std::string_view& rest, std::string_view word) {
  if (starts_with_quote(word) || word.empty()) return false;
  if (rest.substr(0, word.size()) != word || rest.substr(word.size(), 1) != " ") return false;
  rest.remove_prefix(word.size() + 1);
  return true;
}

bool is_plain(std::string_view prefix, const Prefix& fields) {
  if (fields.user.data() == nullptr) return false;
  if (fields.host.data() != nullptr && !consume_word(prefix, fields.host)) return false;
  if (has_comma(fields.list) || !consume_word(prefix, fields.word) ||
      !consume_word(prefix, fields.ident))
    return false;
  // The user is trimmed, so the sizes match only if the prefix has no further spaces around it.
  return prefix.size() == fields.user.size() + 1 &&
         prefix.substr(0, fields.user.size()) == fields.user;
}

/// Returns whether a port follows an address: behind the brackets or the dots, if there are any.
bool has_port(std::string_view address) {
  if (!ends_in_port(address)) return false;
  const std::string_view before = address.substr(0, address.rfind(':'));
  return before.find('.') != std::string_view::npos || before.find(']') != std::string_view::npos;
}

/// Skips the list in `- [192.0.2.1] - user`, which old versions of ingress-nginx write after the
/// client.
void skip_address_list(std::string_view& after) {
  std::string_view rest = after;
  if (next_token(rest).text != "-" || rest.substr(0, 2) != " [") return;
  const std::size_t close = rest.find("] ");
  if (close != std::string_view::npos && is_client_list(rest.substr(2, close - 2)))
    after = rest.substr(close + 1);
}

}  // namespace

std::string_view host_in(std::string_view word, bool alone) {
  word = without_tag(word);
  if (is_virtual_host(word)) return word;
  for (const std::string_view suffix : suffixes_of(word)) {
    if (is_virtual_host(suffix)) return suffix;
  }
  const bool is_name = word == "-" || word == "_" || !plain_client(word).empty();
  return alone && is_name ? word : std::string_view();
}

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

namespace {

/// Returns the list that begins with a token. It continues after an unquoted token that ends in a
/// comma.
std::string_view whole_list(const Token& first, std::string_view& after) {
  const char* const begin = first.text.data();
  const char* end = begin + first.text.size();
  for (Token last = first; !last.quoted && last.text.ends_with(",");) {
    last = next_token(after);
    if (last.text.data() == nullptr) break;
    end = last.text.data() + last.text.size();
  }
  return {begin, static_cast<std::size_t>(end - begin)};
}

/// Decides who is the client if another address or list follows the first one. A quoted address is
/// a list.
void judge_second_address(bool quoted, Prefix& fields, std::string_view& after) {
  std::string_view rest = after;
  const Token second = next_token(rest);
  if (!is_address(second.text)) return;
  const bool first_is_list = quoted || has_comma(fields.list);
  const bool second_is_list = second.quoted || has_comma(second.text);
  if (!first_is_list && !second_is_list) {
    // lighttpd: the virtual host, and one column
    const std::string_view user = trim_spaces(rest);
    if (has_port(second.text) || user == "-" || (!user.empty() && !user_in(user).empty())) return;
    fields.client = fields.list = fields.word = {};
  } else if (second_is_list) {
    const std::string_view other = whole_list(second, rest);
    if (!has_comma(fields.list)) fields.list = other;
    fields.is_list = true;
  } else {
    fields.client = second.text;
    fields.is_list = true;
  }
  fields.ident_may_be_host = false;
  after = rest;
}

/// Finds the first address before the ident's `-`; the first word may be a host that is `-`.
bool find_address(std::string_view prefix, Prefix& fields, std::string_view& after) {
  std::string_view before;
  std::size_t count = 0;
  for (const Word& word : words_of(prefix)) {
    if (count > 0 && word.token.text == "-") return false;
    const std::string_view address = address_in(word.token);
    if (address.empty()) {
      before = word.after.substr(0, 1) == "\t" ? std::string_view() : word.token.text;
      ++count;
      continue;
    }
    Word found = {{address, word.token.quoted}, word.after};
    fields.word = word.token.text;
    std::string_view rest = word.after;
    const Token second = next_token(rest);
    std::string_view after_second = rest;
    const bool is_name = !second.quoted && is_virtual_host(second.text) &&
                         next_token(after_second).text == "-" &&
                         next_token(after_second).text.data() != nullptr;
    if (!found.token.quoted && has_port(address) && !has_comma(address) &&
        (is_address(second.text) || is_name)) {
      fields.host = address;
      found = {second, rest};
      fields.word = second.text;
    } else if (before.data() != nullptr && address.size() == word.token.text.size()) {
      fields.host = host_in(before, count == 1);
    }
    after = found.after;
    fields.list = whole_list(found.token, after);
    fields.client = before_comma(fields.list);
    fields.ident_may_be_host = !has_comma(fields.list);
    judge_second_address(found.token.quoted, fields, after);
    return true;
  }
  return false;
}

/// Finds the name of the client: the word before the ident's `-`, or the first word.
void find_name(std::string_view prefix, Prefix& fields, std::string_view& after) {
  const std::vector<Word> pieces = parts_of(prefix);
  if (pieces.empty()) return;
  std::size_t dash = 1;
  while (dash < pieces.size() && pieces[dash].token.text != "-")
    ++dash;
  const std::string_view first = pieces[0].token.text;
  std::size_t name = 0;
  // lighttpd with a named client: the dash is the user
  if (dash == 2 && pieces.size() == 3 && is_virtual_host(first)) dash = pieces.size();
  const bool ident_follows = dash == 1 && dash < pieces.size();
  if (!ident_follows && ends_in_port(first) && !is_ip_address(first)) {
    fields.host = first;
    name = 1;
  } else if (dash < pieces.size()) {
    name = dash - 1;
    if (name == 1 && is_virtual_host(first)) fields.host = first;
    if (name == 0 && ends_in_port(first)) {
      fields.host = first;
      after = pieces[0].after;
      return;
    }
  }
  if (name == pieces.size()) {
    after = {};
    return;
  }
  fields.word = fields.client = pieces[name].token.text;
  after = pieces[name].after;
}

}  // namespace

Prefix cut_prefix(std::string_view prefix) {
  Prefix fields;
  const std::string_view words = without_logger(prefix);
  std::string_view after = words;
  if (!find_address(words, fields, after)) find_name(words, fields, after);

  skip_address_list(after);
  fields.ident = next_token(after).text;
  after = trim_spaces(after);
  if (!after.empty()) fields.user = after;
  fields.plain = is_plain(prefix, fields);
  if (fields.user.data() == nullptr) {
    if (!fields.ident.empty()) fields.user = fields.ident;
    fields.ident = {};
  }
  return fields;
}

std::string_view user_in(std::string_view column) {
  if (column.find_first_not_of("-\" ") == std::string_view::npos) return {};
  if (column.substr(0, 2) == "- " || column.find(" - ") != std::string_view::npos) return {};
  if (column.size() >= 2 && column.substr(column.size() - 2) == " -") return {};
  if (column.substr(0, 5) == "unix:" || !plain_address(column).empty()) return {};
  if (has_comma(column) && is_client_list(column)) return {};
  if (ends_in_port(column) && !has_comma(column) && !plain_client(column).empty()) return {};
  return column;
}

bool has_host_as_ident(const Prefix& prefix) {
  return prefix.ident.find_first_of(".:") != std::string_view::npos;
}

bool ends_in_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  return colon != std::string_view::npos && is_number(text.substr(colon + 1));
}

}  // namespace logscan::detail
