#include "format/extra_tail.h"

#include "format/layouts/values.h"
#include "format/token.h"

namespace logscan {
namespace {

bool consume(std::string_view& rest, std::string_view text) {
  if (!rest.starts_with(text)) return false;
  rest.remove_prefix(text.size());
  return true;
}

// What stands before the next space, or before the end; null when there is nothing.
std::string_view consume_word(std::string_view& rest) {
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(word.size());
  return word.empty() ? std::string_view() : word;
}

// Digits, and perhaps a point and more digits.
bool is_decimal(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at]))
    ++at;
  return at > 0 && (at == text.size() || (text[at] == '.' && is_number(text.substr(at + 1))));
}

// ` [..]`, without a space inside.
bool consume_bracketed(std::string_view& rest) {
  if (!consume(rest, " [")) return false;
  const std::string_view word = consume_word(rest);
  return word.ends_with(']') && word.find(']') == word.size() - 1;
}

// One value for each server that nginx asked: `, ` stands before the next one, ` : ` where it was
// sent to another group of servers. Takes the list off with the space in front; null when there is
// none, else its last value, which belongs to the server that answered.
std::string_view consume_last(std::string_view& rest) {
  std::string_view word;
  do {
    if (!consume(rest, " ")) return {};
    word = consume_word(rest);
    if (word.empty()) return {};
  } while (word.ends_with(',') || (rest.starts_with(" : ") && consume(rest, " :")));
  return word;
}

bool cut_ingress(std::string_view rest, ExtraTail& tail) {
  if (!consume(rest, " ") || !is_number(consume_word(rest)) || !consume(rest, " ")) return false;
  const std::string_view seconds = consume_word(rest);
  if (!is_decimal(seconds) || !consume_bracketed(rest)) return false;
  // Up to version 0.25 there is neither an alternative name nor a request id.
  std::string_view after_name = rest;
  if (consume_bracketed(after_name)) rest = after_name;
  const std::string_view address = consume_last(rest);
  const std::string_view length = consume_last(rest);
  const std::string_view time = consume_last(rest);
  const std::string_view status = consume_last(rest);
  if (address.empty() || (length != "-" && !is_number(length))) return false;
  if ((time != "-" && !is_decimal(time)) || !parse_status(status)) return false;
  if (!rest.empty() && (!consume(rest, " ") || consume_word(rest).empty() || !rest.empty()))
    return false;
  tail.kind = ExtraTail::Kind::kIngressNginx;
  tail.duration = parse_duration(seconds, kSecond);
  tail.upstream = null_if_dash(address);
  return true;
}

bool cut_traefik(std::string_view rest, ExtraTail& tail) {
  if (!consume(rest, " ") || !is_number(consume_word(rest)) || !rest.starts_with(" \""))
    return false;
  if (!next_token(rest).quoted || !rest.starts_with(" \"")) return false;
  const Token server = next_token(rest);
  if (!server.quoted || !consume(rest, " ") || !rest.ends_with("ms")) return false;
  rest.remove_suffix(2);
  if (!is_number(rest)) return false;
  tail.kind = ExtraTail::Kind::kTraefik;
  tail.duration = parse_duration(rest, kMillisecond);
  tail.upstream = null_if_dash(server.text);
  return true;
}

bool are_numbers(std::string_view text) {
  bool any = false;
  while (consume(text, " ")) {
    const std::string_view word = consume_word(text);
    if (word == "-") continue;
    if (!is_decimal(word)) return false;
    any = true;
  }
  return any && text.empty();
}

}  // namespace

ExtraTail cut_extra(std::string_view text) {
  ExtraTail tail;
  if (are_numbers(text)) {
    tail.kind = ExtraTail::Kind::kNumbers;
  } else if (!cut_ingress(text, tail)) {
    cut_traefik(text, tail);
  }
  return tail;
}

std::optional<ExtraTail> cut_apisix(std::string_view between, std::string_view after) {
  if (!consume(between, " ")) return std::nullopt;
  const std::string_view seconds = consume_word(between);
  if (!is_decimal(seconds) || between != " ") return std::nullopt;
  const std::string_view address = consume_last(after);
  const std::string_view status = consume_last(after);
  const std::string_view time = consume_last(after);
  if (address.empty() || !parse_status(status) || (time != "-" && !is_decimal(time)))
    return std::nullopt;
  const Token url = next_token(after);
  if (!url.quoted || !after.empty() || url.text.find("://") == std::string_view::npos)
    return std::nullopt;
  ExtraTail tail;
  tail.duration = parse_duration(seconds, kSecond);
  tail.upstream = null_if_dash(address);
  return tail;
}

}  // namespace logscan
