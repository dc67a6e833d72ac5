#include "format/extra_tail.h"

#include <algorithm>

#include "format/decimal.h"
#include "format/layouts/values.h"
#include "format/token.h"
#include "format/word.h"

namespace logscan {
namespace {

bool consume(std::string_view& rest, std::string_view text) {
  if (!rest.starts_with(text)) return false;
  rest.remove_prefix(text.size());
  return true;
}

// Removes the text up to the next space or the end. Returns null when there is none.
std::string_view consume_word(std::string_view& rest) {
  const std::string_view word = rest.substr(0, find_near(rest, ' '));
  rest.remove_prefix(word.size());
  return word.empty() ? std::string_view() : word;
}

// Consumes ` [..]` without a space inside.
bool consume_bracketed(std::string_view& rest) {
  if (!consume(rest, " [")) return false;
  const std::string_view word = consume_word(rest);
  return word.ends_with(']') && word.find(']') == word.size() - 1;
}

// Consumes a list with one value for each upstream server of nginx, and the space before it. `, `
// separates the values, and ` : ` marks a retry in another group of servers. Returns the last
// value, which belongs to the server that answered, or null.
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
  // Versions up to 0.25 have neither an alternative name nor a request id.
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

// Accepts words that are numbers or `-`, at least one of them a number, each after one space.
bool are_numbers(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto skip_digits = [&] {
    const char* const begin = at;
    while (at != end && is_digit(*at))
      ++at;
    return at != begin;
  };
  bool any = false;
  while (at != end) {
    if (*at++ != ' ') return false;
    if (at != end && *at == '-') {
      ++at;
      continue;
    }
    if (!skip_digits()) return false;
    if (at != end && *at == '.') {
      ++at;
      if (!skip_digits()) return false;
    }
    any = true;
  }
  return any;
}

bool is_name_byte(char c) {
  return is_digit(c) || static_cast<unsigned char>((c | 0x20) - 'a') < 26 || c == '_';
}

// Removes a name and the `=` or `:` after it. Returns the name, or null when the text does not
// start with one.
std::string_view consume_name(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_name_byte);
  const std::string_view name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  if (name.empty() || end == text.end() || (*end != '=' && *end != ':')) return {};
  text.remove_prefix(name.size() + 1);
  return name;
}

// Consumes a word, a quoted text, or a list of words as nginx writes it for several servers.
std::string_view consume_value(std::string_view& text) {
  const Token first = next_token(text);
  std::string_view last = first.text;
  while (!first.quoted && (last.ends_with(',') || text.starts_with(" : "))) {
    std::string_view after = text;
    if (!last.ends_with(',')) after.remove_prefix(2);
    const Token next = next_token(after);
    if (next.quoted || next.text.data() == nullptr) break;
    last = next.text;
    text = after;
  }
  return {first.text.data(),
          static_cast<std::size_t>(last.data() + last.size() - first.text.data())};
}

void put(std::string_view name, std::string_view value, NamedColumns& columns) {
  if (name == "rt" || name == "request_time" || name == "response_time") {
    columns.duration = parse_duration(value, kSecond);
  } else if (name == "latency" && value.ends_with('s')) {
    columns.duration = parse_duration(value.substr(0, value.size() - 1), kSecond);
  } else if (name == "ua" || name == "upstream_addr") {
    columns.upstream = null_if_dash(last_server(value));
  } else if (name == "xff" || name == "x_forwarded_for") {
    columns.forwarded_for = null_if_dash(value);
  }
}

}  // namespace

ExtraTail cut_extra(std::string_view text) {
  ExtraTail tail;
  if (are_numbers(text)) {
    tail.kind = ExtraTail::Kind::kNumbers;
    return tail;
  }
  // The others begin with a length or count.
  std::string_view rest = text;
  const bool counted = consume(rest, " ") && is_number(consume_word(rest));
  if (counted && !cut_ingress(text, tail)) cut_traefik(text, tail);
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

NamedColumns read_named_columns(std::string_view text) {
  NamedColumns columns;
  while (!text.empty()) {
    if (text.front() == ' ') {
      text.remove_prefix(1);
      continue;
    }
    const std::string_view name = consume_name(text);
    // An empty value ends at once: next_token() would skip the space.
    if (name.empty() || (!text.empty() && text.front() != ' ')) {
      const std::string_view value = consume_value(text);
      if (!name.empty()) put(name, value, columns);
    }
  }
  return columns;
}

}  // namespace logscan
