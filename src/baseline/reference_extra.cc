// The columns that ingress-nginx, Traefik, and Apache or nginx with a few more numbers write after
// the agent.
//
// Details that the rule leaves open:
//   - Single spaces separate words. A number is digits, or digits, a point and digits.
//   - A list of nginx continues after a word that ends in a comma, and after a `:` that is a word
//   of its own. Its last value belongs to the server that answered. Each column may be one value or
//   a list, so the columns are found from the left.
//   - A `-` among numbers is an unknown number; at least one number must be known.
#include <algorithm>
#include <limits>
#include <vector>

#include "baseline/reference.h"

namespace logscan::detail {
namespace {

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words(1);
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] != ' ') continue;
    words.back() = text.substr(begin, at - begin);
    if (at < text.size()) words.emplace_back();
    begin = at + 1;
  }
  return words;
}

bool is_decimal(std::string_view word) {
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (word[at] == '.') return is_number(word.substr(0, at)) && is_number(word.substr(at + 1));
  }
  return is_number(word);
}

bool is_unknown_or(bool known, std::string_view word) {
  return known || word == "-";
}

bool is_bracketed(std::string_view word) {
  return word.size() >= 2 && word.front() == '[' && word.find(']') == word.size() - 1;
}

bool is_status(std::string_view word) {
  return word == "-" || word == "0" || (word.size() == 3 && is_number(word));
}

/// Converts seconds to nanoseconds and drops further digits.
std::optional<std::int64_t> nanoseconds(std::string_view seconds) {
  const std::size_t point = std::min(seconds.find('.'), seconds.size());
  std::string digits(seconds.substr(0, point));
  for (std::size_t i = 1; i <= 9; ++i)
    digits += point + i < seconds.size() ? seconds[point + i] : '0';
  const std::optional<std::uint64_t> value = read_bytes(digits);
  if (!value) return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

/// Returns the last value of the list that begins at word number `at`, and moves `at` past it.
/// Returns an empty view if there is no list.
std::string_view last_of_list(const std::vector<std::string_view>& words, std::size_t& at) {
  while (at < words.size() && !words[at].empty()) {
    const std::string_view value = words[at++];
    if (value.back() == ',') continue;
    if (at + 1 < words.size() && words[at] == ":") {
      ++at;
      continue;
    }
    return value;
  }
  return {};
}

bool are_numbers(const std::vector<std::string_view>& words) {
  bool any = false;
  for (const std::string_view word : words) {
    if (!is_unknown_or(is_decimal(word), word)) return false;
    if (word != "-") any = true;
  }
  return any;
}

bool read_ingress(const std::vector<std::string_view>& words, Extra& extra) {
  if (words.size() < 7 || !is_number(words[0]) || !is_decimal(words[1])) return false;
  if (!is_bracketed(words[2])) return false;
  std::size_t at = is_bracketed(words[3]) ? 4 : 3;
  const std::string_view address = last_of_list(words, at);
  const std::string_view length = last_of_list(words, at);
  const std::string_view time = last_of_list(words, at);
  const std::string_view status = last_of_list(words, at);
  if (address.empty() || !is_unknown_or(is_number(length), length)) return false;
  if (!is_unknown_or(is_decimal(time), time) || !is_status(status)) return false;
  if (at != words.size() && (at + 1 != words.size() || words[at].empty())) return false;
  extra.kind = Extra::Kind::kIngressNginx;
  extra.duration = nanoseconds(words[1]);
  extra.upstream = address;
  return true;
}

bool read_traefik(std::string_view after_agent, Extra& extra) {
  std::string_view rest = after_agent;
  const Token count = next_token(rest);
  const Token router = next_token(rest);
  const Token server = next_token(rest);
  const Token duration = next_token(rest);
  if (!is_number(count.text) || !router.quoted || !server.quoted) return false;
  const std::string_view digits = duration.text.substr(
      0, duration.text.size() - std::min<std::size_t>(duration.text.size(), 2));
  if (!is_number(digits)) return false;
  std::string again = " ";
  again.append(count.text).append(" \"").append(router.text).append("\" \"");
  again.append(server.text).append("\" ").append(digits).append("ms");
  if (again != after_agent) return false;
  extra.kind = Extra::Kind::kTraefik;
  const std::optional<std::uint64_t> value = read_bytes(std::string(digits) + "000000");
  if (value) extra.duration = static_cast<std::int64_t>(*value);
  extra.upstream = server.text;
  return true;
}

}  // namespace

std::optional<std::int64_t> read_seconds(std::string_view text) {
  if (!is_decimal(text)) return std::nullopt;
  const std::optional<std::int64_t> value = nanoseconds(text);
  // The fast path, too, stops a second below the largest value.
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 1'000'000'000 - 1;
  return value && *value / 1'000'000'000 <= kMost ? value : std::nullopt;
}

Extra read_extra(std::string_view after_agent) {
  Extra extra;
  if (after_agent.empty() || after_agent.front() != ' ') return extra;
  const std::vector<std::string_view> words = split(after_agent.substr(1));
  if (are_numbers(words)) {
    extra.kind = Extra::Kind::kNumbers;
  } else if (!read_ingress(words, extra)) {
    read_traefik(after_agent, extra);
  }
  return extra;
}

std::optional<Extra> read_apisix(std::string_view between, std::string_view after_agent) {
  if (between.size() < 3 || between.front() != ' ' || between.back() != ' ') return std::nullopt;
  const std::string_view seconds = between.substr(1, between.size() - 2);
  if (!is_decimal(seconds) || after_agent.empty() || after_agent.front() != ' ')
    return std::nullopt;
  const std::vector<std::string_view> words = split(after_agent.substr(1));
  std::size_t at = 0;
  const std::string_view address = last_of_list(words, at);
  const std::string_view status = last_of_list(words, at);
  const std::string_view time = last_of_list(words, at);
  if (address.empty() || !is_status(status) || !is_unknown_or(is_decimal(time), time) ||
      at == words.size()) {
    return std::nullopt;
  }
  std::string_view rest(
      words[at].data(),
      static_cast<std::size_t>(after_agent.data() + after_agent.size() - words[at].data()));
  const Token url = next_token(rest);
  if (!url.quoted || !rest.empty() || url.text.find("://") == std::string_view::npos)
    return std::nullopt;
  Extra extra;
  extra.duration = read_seconds(seconds);
  extra.upstream = address;
  return extra;
}

}  // namespace logscan::detail
