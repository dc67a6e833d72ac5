#include "format/tail.h"

#include <array>
#include <charconv>
#include <utility>

#include "base/client_text.h"
#include "format/extra_tail.h"
#include "format/named_columns.h"
#include "format/token.h"

namespace logscan {
namespace {

// What is left of `rest` must begin with a space and this quoted field.
bool take_quoted(std::string_view& rest, const Token& field) {
  const std::size_t length = field.text.size() + 3;
  if (!field.quoted || rest.size() < length || rest[0] != ' ' ||
      field.text.data() != rest.data() + 2)
    return false;
  rest.remove_prefix(length);
  return true;
}

// What follows the agent, and the fields that are only known with it.
TailShape see_extra(std::string_view rest, Tail& tail) {
  const ExtraTail extra = cut_extra(rest);
  tail.duration = extra.duration;
  tail.upstream = extra.upstream;
  switch (extra.kind) {
    case ExtraTail::Kind::kNumbers:
      return TailShape::kCombinedNumbers;
    case ExtraTail::Kind::kIngressNginx:
      return TailShape::kIngressNginx;
    case ExtraTail::Kind::kTraefik:
      tail.forwarded_for = {};  // the third quoted field is the router
      return TailShape::kTraefik;
    case ExtraTail::Kind::kNone:
      break;
  }
  return TailShape::kOther;
}

TailShape see_shape(std::string_view rest, std::string_view bytes,
                    const std::array<Token, 3>& fields, Tail& tail) {
  if (bytes != "-" && !is_number(bytes)) return TailShape::kOther;
  if (rest[0] != ' ' || bytes.data() != rest.data() + 1) return TailShape::kOther;
  rest.remove_prefix(1 + bytes.size());
  if (rest.empty()) return TailShape::kBytes;
  if (fields[0].text.data() == nullptr) {
    return cut_extra(rest).kind == ExtraTail::Kind::kNumbers ? TailShape::kBytesNumbers
                                                             : TailShape::kOther;
  }
  if (!take_quoted(rest, fields[0]) || !take_quoted(rest, fields[1])) return TailShape::kOther;
  if (rest.empty()) return TailShape::kCombined;
  std::string_view behind = rest;
  if (take_quoted(behind, fields[2]) && behind.empty()) return TailShape::kForwarded;
  return see_extra(rest, tail);
}

// Where one quoted column stands alone, it is the referer when it is a URL or a path, else the
// agent, unless it begins as a cookie does.
bool looks_like_referer(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.starts_with('/') || text == "-" ||
         text.empty();
}

}  // namespace

std::optional<std::uint64_t> read_bytes(std::string_view text) {
  if (!is_number(text)) return std::nullopt;
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc()) return std::nullopt;
  return static_cast<std::uint64_t>(value);
}

Tail cut_tail(std::string_view text) {
  std::array<Token, 3> fields;
  std::string_view bytes;
  std::string_view rest = text;
  bool first = true;
  for (std::size_t count = 0; count < fields.size(); first = false) {
    const Token token = next_token(rest);
    if (token.text.data() == nullptr) break;
    if (token.quoted) {
      fields[count++] = token;
    } else if (first && token.text[0] != '"') {
      bytes = token.text;
    }
  }
  Tail tail;
  tail.bytes = read_bytes(bytes);
  tail.referer = null_if_dash(fields[0].text);
  tail.agent = null_if_dash(fields[1].text);
  if (fields[1].text.data() == nullptr && !looks_like_referer(fields[0].text)) {
    const std::string_view word = fields[0].text.substr(0, fields[0].text.find(' '));
    if (word.find('=') == std::string_view::npos) tail.agent = tail.referer;
    tail.referer = {};
  }
  if (is_client_list(fields[2].text)) tail.forwarded_for = fields[2].text;
  if (!text.empty()) tail.shape = see_shape(text, bytes, fields, tail);
  if (tail.shape == TailShape::kOther && fields[1].text.data() != nullptr) {
    const char* const behind = fields[1].text.data() + fields[1].text.size() + 1;
    const NamedColumns named =
        read_named_columns({behind, static_cast<std::size_t>(text.data() + text.size() - behind)});
    if (!tail.duration) tail.duration = named.duration;
    if (tail.upstream.data() == nullptr) tail.upstream = named.upstream;
    if (tail.forwarded_for.data() == nullptr && is_client_list(named.forwarded_for))
      tail.forwarded_for = named.forwarded_for;
  }
  return tail;
}

}  // namespace logscan
