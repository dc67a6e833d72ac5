// The first line is an expression, the others are fields of a line. The expression is parsed and is
// the opposite of its negation, or it is refused with a valid column.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "query/expression.h"
#include "query/network.h"

namespace {

using logscan::Expression;
using logscan::LogLine;

void check(bool right, std::string_view text, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

// Returns the next line of `rest`, or null.
std::string_view next_line(std::string_view& rest) {
  if (rest.empty()) return {};
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

LogLine line_of(std::string_view rest) {
  LogLine line;
  line.path = next_line(rest);
  line.client = next_line(rest);
  line.host = next_line(rest);
  line.method = next_line(rest);
  line.agent = next_line(rest);
  line.user = line.referer = line.query = next_line(rest);
  line.upstream = line.client;
  if (rest.empty()) return line;
  const auto number = static_cast<unsigned char>(rest[0]);
  line.status = static_cast<logscan::StatusCode>(number * 4 % logscan::kStatusCodes);
  line.bytes = number * 1000;
  line.duration = number * std::int64_t{100'000'000};
  line.time = logscan::LogTime{1768212000 + number, 0};
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view text = next_line(rest);
  const LogLine line = line_of(rest);
  try {
    const Expression expression = Expression::parse(text);
    const bool answer = expression.matches(line);
    check(Expression::negation(expression).matches(line) != answer, text, "not the opposite");
    check(expression.matches(line) == answer, text, "another answer");
  } catch (const logscan::ExpressionError& error) {
    check(error.column() >= 1 && error.column() <= text.size() + 1, text, "no such column");
  }
  if (const auto address = logscan::parse_address(line.client)) {
    const std::string shown = logscan::address_text(*address);
    check(logscan::parse_address(shown) == address, shown, "another address");
  }
  return 0;
}
