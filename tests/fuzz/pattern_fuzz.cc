// The first line is a pattern, the others are lines of a log. Fields lie in their line, and
// extracting fewer fields does not change a verdict.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string_view>

#include "format/line_pattern.h"

namespace {

using logscan::Field;
using logscan::LinePattern;
using logscan::LogLine;

void check(bool right, std::string_view line, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(line.size()), line.data());
  std::abort();
}

bool lies_in(std::string_view part, std::string_view whole) {
  const std::less_equal<const char*> before;
  return part.data() == nullptr || (before(whole.data(), part.data()) &&
                                    before(part.data() + part.size(), whole.data() + whole.size()));
}

void check_line(const LinePattern& pattern, const LinePattern& status, std::string_view line) {
  LogLine fields;
  LogLine bare;
  logscan::PatternMismatch mismatch;
  const bool fits = pattern.cut(line, fields, &mismatch);
  check(status.cut(line, bare, nullptr) == fits, line, "another verdict without fields");
  if (!fits) {
    check(mismatch.column >= 1 && mismatch.column <= line.size() + 1, line, "missed outside");
    check(!mismatch.expected.empty(), line, "nothing expected");
    return;
  }
  check(fields.status <= logscan::kStatusDash && fields.status == bare.status, line, "status");
  check(!fields.duration || *fields.duration >= 0, line, "a negative duration");
  for (std::size_t i = 0; i < logscan::kFields; ++i) {
    const auto field = static_cast<Field>(i);
    const std::string_view text = logscan::field_text(fields, field);
    check(lies_in(text, line), line, "a field outside its line");
    check(text.data() == nullptr || pattern.fields().has(field), line,
          "a field that the pattern does not list");
  }
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return line;
}

std::optional<LinePattern> compile(std::string_view text) {
  try {
    return LinePattern::parse(text);
  } catch (const logscan::PatternError& error) {
    check(error.column() >= 1 && error.column() <= text.size() + 1, text,
          "a column outside the pattern");
    return std::nullopt;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::optional<LinePattern> pattern = compile(take_line(rest));
  if (!pattern) return 0;
  const LinePattern status = pattern->only({});
  do {
    check_line(*pattern, status, take_line(rest));
  } while (!rest.empty());
  return 0;
}
