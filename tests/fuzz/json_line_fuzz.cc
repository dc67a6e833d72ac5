// The first line is a key map, or the known ones are used; the other lines are parsed by them. Both
// kernels and the templates of earlier lines must agree, and every field must come from its line.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "format/json_line.h"
#include "support/json_origin.h"
#include "support/keyed_lines.h"
#include "support/quoted_line.h"

namespace {

using logscan::JsonKernel;
using logscan::JsonParser;

void check(bool right, std::string_view line, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(line.size()), line.data());
  std::abort();
}

struct Parsers {
  template <class... Maps>
  explicit Parsers(const Maps&... maps)
      : best(maps...), plain(maps..., JsonKernel::kPlain), templates(maps...) {}

  JsonParser best;
  JsonParser plain;
  JsonParser templates;  ///< knows the quotes of its lines
};

void check_line(Parsers& parsers, std::string_view text) {
  const logscan::test::QuotedLine copy(text);
  const std::string_view line = copy.text();
  const logscan::KeyedResult verdict = parsers.best.parse(line);
  check(verdict == parsers.plain.parse(line), line, "kernels differ in the verdict");
  check(verdict == parsers.templates.parse(copy.view()), line, "templates differ in the verdict");
  check(verdict.column <= line.size() + 1, line, "column past the line");
  if (verdict.mismatch != logscan::Mismatch::kNone) return;
  const logscan::LogLine fields = parsers.best.cut(logscan::test::all_fields());
  check(logscan::test::same_fields(fields, parsers.plain.cut(logscan::test::all_fields())), line,
        "kernels differ in the fields");
  check(logscan::test::same_fields(fields, parsers.templates.cut(logscan::test::all_fields())),
        line, "templates differ in the fields");
  check(logscan::test::stems_from(fields, line), line, "a field that is not in the line");
}

void check_lines(Parsers& parsers, std::string_view text) {
  check_line(parsers, text);  // line feeds are white space
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    check_line(parsers, line);
    text.remove_prefix(line.size() < text.size() ? line.size() + 1 : line.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const logscan::KeyMapResult given = logscan::parse_key_map(text.substr(0, text.find('\n')));
  if (given.map && given.map->syntax == logscan::KeySyntax::kJson) {
    Parsers parsers(std::vector{*given.map});
    check_lines(parsers, text);
  } else {
    static Parsers parsers(known_key_maps(logscan::KeySyntax::kJson));
    check_lines(parsers, text);
  }
  return 0;
}
