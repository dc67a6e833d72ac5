#include "format/tail.h"

#include <array>
#include <charconv>
#include <utility>

#include "format/extra_tail.h"
#include "format/referer_agent.h"
#include "format/token.h"
#include "text/client_text.h"

namespace logscan {
namespace {

// The first word, unless it is quoted, and the first quoted fields.
struct QuotedTail {
  std::string_view bytes;
  std::array<Token, 3> fields;
};

// Consumes a space and this quoted field from the start of `rest`.
bool consume_quoted(std::string_view& rest, const Token& field) {
  const std::size_t length = field.text.size() + 3;
  if (!field.quoted || rest.size() < length || rest[0] != ' ' ||
      field.text.data() != rest.data() + 2)
    return false;
  rest.remove_prefix(length);
  return true;
}

TailShape shape_with(ExtraTail::Kind kind) {
  switch (kind) {
    case ExtraTail::Kind::kNumbers:
      return TailShape::kCombinedNumbers;
    case ExtraTail::Kind::kIngressNginx:
      return TailShape::kIngressNginx;
    case ExtraTail::Kind::kTraefik:
      return TailShape::kTraefik;
    case ExtraTail::Kind::kNone:
      break;
  }
  return TailShape::kOther;
}

// Classifies what follows the agent and sets the fields that depend on it.
TailShape classify_extra(std::string_view rest, Tail& tail) {
  const ExtraTail extra = cut_extra(rest);
  tail.duration = extra.duration;
  tail.upstream = extra.upstream;
  // Traefik's third quoted field is the router.
  if (extra.kind == ExtraTail::Kind::kTraefik) tail.forwarded_for = {};
  return shape_with(extra.kind);
}

TailShape classify_shape(std::string_view rest, std::string_view bytes,
                         const std::array<Token, 3>& fields, Tail& tail) {
  if (bytes != "-" && !is_number(bytes)) return TailShape::kOther;
  if (rest[0] != ' ' || bytes.data() != rest.data() + 1) return TailShape::kOther;
  rest.remove_prefix(1 + bytes.size());
  if (rest.empty()) return TailShape::kBytes;
  if (fields[0].text.data() == nullptr) {
    return cut_extra(rest).kind == ExtraTail::Kind::kNumbers ? TailShape::kBytesNumbers
                                                             : TailShape::kOther;
  }
  if (!consume_quoted(rest, fields[0]) || !consume_quoted(rest, fields[1]))
    return TailShape::kOther;
  if (rest.empty()) return TailShape::kCombined;
  std::string_view after = rest;
  if (consume_quoted(after, fields[2]) && after.empty()) return TailShape::kForwarded;
  return classify_extra(rest, tail);
}

// A single quoted field is the referer if it is a URL or a path. Otherwise it is the agent, unless
// it starts like a cookie.
bool looks_like_referer(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.starts_with('/') || text == "-" ||
         text.empty();
}

bool is_alone(std::string_view text, const std::array<Token, 3>& fields) {
  if (fields[0].text.data() == nullptr || fields[1].text.data() != nullptr) return false;
  const char* const after = fields[0].text.data() + fields[0].text.size() + 1;
  const auto size = static_cast<std::size_t>(text.data() + text.size() - after);
  return std::string_view(after, size).find('"') == std::string_view::npos;
}

// Returns the text between the bytes and the quote of the referer.
std::string_view between_bytes_and(const Token& referer, std::string_view bytes) {
  if (bytes.data() == nullptr) return {};
  const char* const begin = bytes.data() + bytes.size();
  return {begin, static_cast<std::size_t>(referer.text.data() - 1 - begin)};
}

// Cloud Foundry's router writes the received bytes before the sent ones and, after the agent, the
// client and the server with their ports. Columns that no other server has identify its lines.
void read_gorouter(std::string_view text, const std::array<Token, 3>& fields,
                   std::string_view after_agent, Tail& tail) {
  std::string_view rest = after_agent;
  const Token client = next_token(rest);
  const Token server = next_token(rest);
  if (!client.quoted || !server.quoted || !rest.starts_with(" x_forwarded_for:\"") ||
      plain_address(client.text).empty() || client.text.data() != fields[2].text.data())
    return;
  rest = text;
  next_token(rest);
  tail.bytes = parse_bytes(next_token(rest).text);
  tail.client = plain_address(client.text);
  tail.upstream = null_if_dash(server.text);
  tail.forwarded_for = {};
}

// Nexus writes the length of the request before the bytes, and after those its milliseconds. The
// agent and a thread in brackets follow.
std::optional<std::string_view> cut_nexus(std::string_view between, std::string_view after_agent) {
  std::string_view rest = between;
  const std::string_view bytes = next_token(rest).text;
  const std::string_view elapsed = next_token(rest).text;
  if ((bytes != "-" && !is_number(bytes)) || !is_number(elapsed) || rest != " ")
    return std::nullopt;
  if (!after_agent.starts_with(" [") || after_agent.find(']') != after_agent.size() - 1)
    return std::nullopt;
  return bytes;
}

// Reads columns that some servers write after the agent, or before the referer. After a single
// quoted field, they follow that.
void read_extra_columns(std::string_view text, const QuotedTail& quoted, Tail& tail) {
  const std::array<Token, 3>& fields = quoted.fields;
  const bool alone = fields[1].text.data() == nullptr;
  const Token& last = fields[alone ? 0 : 1];
  if (last.text.data() == nullptr) return;
  const char* const end = last.text.data() + last.text.size() + 1;
  const std::string_view after(end, static_cast<std::size_t>(text.data() + text.size() - end));
  // An unclosed quote: what follows may belong to the agent.
  if (alone && after.find('"') != std::string_view::npos) return;
  read_gorouter(text, fields, after, tail);
  const std::string_view between = between_bytes_and(fields[0], quoted.bytes);
  if (const std::optional<ExtraTail> apisix = cut_apisix(between, after)) {
    tail.duration = apisix->duration;
    tail.upstream = apisix->upstream;
  }
  if (const std::optional<std::string_view> bytes = cut_nexus(between, after); bytes && alone)
    tail.bytes = parse_bytes(*bytes);
  const NamedColumns named = read_named_columns(after);
  if (!tail.duration) tail.duration = named.duration;
  if (tail.upstream.data() == nullptr) tail.upstream = named.upstream;
  if (tail.forwarded_for.data() == nullptr && is_client_list(named.forwarded_for))
    tail.forwarded_for = named.forwarded_for;
}

QuotedTail split_tail(std::string_view text) {
  QuotedTail tail;
  bool first = true;
  for (std::size_t count = 0; count < tail.fields.size(); first = false) {
    const Token token = next_token(text);
    if (token.text.data() == nullptr) break;
    if (token.quoted) {
      // Squid does not escape quotes: the field continues, and its end is unknown.
      if (!text.empty() && text.front() != ' ') break;
      tail.fields[count++] = token;
    } else if (first && token.text[0] != '"') {
      tail.bytes = token.text;
    }
  }
  return tail;
}

}  // namespace

std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  constexpr std::size_t kAlwaysFits = 18;  // digits below 2^63
  if (text.empty()) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (text.size() <= kAlwaysFits) return value;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || value > INT64_MAX) return std::nullopt;
  return value;
}

TailShape tail_shape(std::string_view text) {
  if (text.empty()) return TailShape::kOther;
  const QuotedTail quoted = split_tail(text);
  Tail tail;
  return classify_shape(text, quoted.bytes, quoted.fields, tail);
}

TailShape further_columns(std::string_view text) {
  return shape_with(cut_extra(text).kind);
}

Tail cut_tail(std::string_view text) {
  const QuotedTail quoted = split_tail(text);
  const std::array<Token, 3>& fields = quoted.fields;
  Tail tail;
  tail.bytes = parse_bytes(quoted.bytes);
  std::string_view referer = fields[0].text;
  std::string_view agent = fields[1].text;
  if (is_alone(text, fields) && !looks_like_referer(referer)) {
    const std::string_view word = referer.substr(0, referer.find(' '));
    if (word.find('=') == std::string_view::npos) agent = referer;
    referer = {};
  }
  const RefererAndAgent columns = cut_referer_and_agent(referer, agent, fields[2].text);
  tail.referer = columns.referer;
  tail.agent = columns.agent;
  if (is_unnamed_client_list(fields[2].text)) tail.forwarded_for = fields[2].text;
  if (!text.empty()) tail.shape = classify_shape(text, quoted.bytes, fields, tail);
  if (tail.shape == TailShape::kOther) read_extra_columns(text, quoted, tail);
  return tail;
}

}  // namespace logscan
