#include "format/pattern/nginx_variables.h"
#include "format/pattern/own_fields.h"
#include "format/pattern/piece.h"

namespace logscan::pattern {
namespace {

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The variable whose `$` is at `at`: its name, in braces with `@` and a unit, and in `at` what is
// behind it.
std::string consume_name(std::string_view text, std::size_t& at) {
  const std::size_t dollar = at++;
  const bool braced = at < text.size() && text[at] == '{';
  const std::size_t begin = braced ? ++at : at;
  while (at < text.size() && (is_name_byte(text[at]) || (braced && text[at] == '@' && at > begin)))
    ++at;
  std::string name(text.substr(begin, at - begin));
  if (braced && (at == text.size() || text[at] != '}')) {
    throw PatternError(dollar + 1, "${ is not closed: write ${" +
                                       (name.empty() ? std::string("name") : name) + "}");
  }
  if (braced) ++at;
  if (name.empty()) {
    throw PatternError(dollar + 1,
                       "$ has no name after it: write a variable of nginx, such as $status");
  }
  return name;
}

}  // namespace

std::vector<PatternPart> nginx_pieces(std::string_view text) {
  std::vector<PatternPart> pieces;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '$') {
      PatternPart piece;
      piece.is_field = true;
      piece.column = at + 1;
      const std::string name = consume_name(text, at);
      piece.text = "$" + name;
      const NginxVariable variable = nginx_variable(name.substr(0, name.rfind('@')));
      piece.rule = variable.rule;
      piece.time_format = variable.time_format;
      piece.own = split_unit(name, piece.rule, piece.column + 2);
      if (variable.own != OwnKind::kText && name.find('@') == std::string::npos) {
        piece.own.kind = variable.own;
        piece.own.unit = 1'000'000'000;
      }
      pieces.push_back(std::move(piece));
      continue;
    }
    add_text(pieces, text, at);
  }
  return pieces;
}

}  // namespace logscan::pattern
