#include "format/tail.h"

#include <array>
#include <charconv>

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

TailShape shape_of(std::string_view rest, std::string_view bytes,
                   const std::array<Token, 3>& fields) {
  if (bytes != "-" && !is_number(bytes)) return TailShape::kOther;
  if (rest[0] != ' ' || bytes.data() != rest.data() + 1) return TailShape::kOther;
  rest.remove_prefix(1 + bytes.size());
  if (rest.empty()) return TailShape::kBytes;
  if (!take_quoted(rest, fields[0]) || !take_quoted(rest, fields[1])) return TailShape::kOther;
  if (rest.empty()) return TailShape::kCombined;
  return take_quoted(rest, fields[2]) && rest.empty() ? TailShape::kForwarded : TailShape::kOther;
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
  tail.forwarded_for = null_if_dash(fields[2].text);
  tail.shape = text.empty() ? TailShape::kOther : shape_of(text, bytes, fields);
  return tail;
}

}  // namespace logscan
