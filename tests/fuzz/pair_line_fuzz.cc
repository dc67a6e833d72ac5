// The first line is a key map, or the known ones are used; the other lines are parsed by them as
// LTSV and as logfmt. Bytes after a line do not matter, and every field lies in its line.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "format/pair_line.h"
#include "support/keyed_lines.h"

namespace {

using logscan::PairParser;

void check(bool right, std::string_view line, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(line.size()), line.data());
  std::abort();
}

void check_line(PairParser& cutter, std::string_view text) {
  const logscan::test::KeyedText first(text, '\t');
  const std::string_view line = first.text();
  const logscan::KeyedResult verdict = cutter.parse(line);
  check(verdict.column <= line.size() + 1, line, "column past the line");
  const bool fits = verdict.mismatch == logscan::Mismatch::kNone;
  logscan::LogLine fields;
  if (fits) fields = cutter.cut(logscan::test::all_fields());
  check(logscan::test::lies_within(fields, line), line, "a field outside the line");
  for (const char filler : {' ', '"', '='}) {
    const logscan::test::KeyedText copy(text, filler);
    check(cutter.parse(copy.text()) == verdict, line, "another verdict");
    check(!fits || logscan::test::same_fields(cutter.cut(logscan::test::all_fields()), fields),
          line, "other fields");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const logscan::KeyMapResult given = logscan::parse_key_map(text.substr(0, text.find('\n')));
  for (const logscan::KeySyntax syntax : {logscan::KeySyntax::kLtsv, logscan::KeySyntax::kLogfmt}) {
    const bool own = given.map && given.map->syntax == syntax;
    PairParser cutter(own ? std::vector{*given.map} : known_key_maps(syntax));
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      check_line(cutter, line);
      rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : line.size());
    }
  }
  return 0;
}
