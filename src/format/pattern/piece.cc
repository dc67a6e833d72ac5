#include "format/pattern/piece.h"

namespace logscan::pattern {
namespace {

// Returns what a backslash and this byte stand for, or 0 if both are kept.
char escaped(char byte) {
  switch (byte) {
    case '"':
    case '\'':
    case '\\':
      return byte;
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'n':
      return '\n';
    default:
      return 0;
  }
}

}  // namespace

void add_byte(std::vector<PatternPart>& pieces, char byte, std::size_t at) {
  if (pieces.empty() || pieces.back().is_field) {
    pieces.emplace_back();
    pieces.back().column = at + 1;
  }
  pieces.back().text += byte;
}

void add_text(std::vector<PatternPart>& pieces, std::string_view pattern, std::size_t& at) {
  const bool backslash = pattern[at] == '\\' && at + 1 < pattern.size();
  const char byte = backslash ? escaped(pattern[at + 1]) : '\0';
  add_byte(pieces, byte != 0 ? byte : pattern[at], at);
  at += byte != 0 ? 2 : 1;
}

}  // namespace logscan::pattern
