// cut_fields FILE: extracts every field of every parsed line, in one thread. Prints sums that a
// slow program can check: parsed lines, bytes sent, and the length of all text fields.

#include <cstdint>
#include <cstdio>
#include <exception>

#include "engine/lines.h"
#include "input/reader.h"
#include "logscan/field.h"
#include "logscan/input.h"

namespace {

using namespace logscan;

struct Sums {
  std::uint64_t lines = 0;
  std::uint64_t bytes = 0;
  std::uint64_t text = 0;

  void add(const LogLine& line) {
    ++lines;
    bytes += line.bytes.value_or(0);
    for (std::size_t i = 0; i < kFields; ++i)
      text += field_text(line, static_cast<Field>(i)).size();
  }
};

Sums cut_all(const Input& input) {
  const ReaderOptions options;
  Reader reader(input, 0, input.size(), options);
  LineParser parser(options.max_line);
  LineIndex index;
  Sums sums;
  for (Block block; reader.next(block);) {
    if (block.kind != Block::Kind::kLines) continue;
    parse_lines(block, default_kernel(), index, parser,
                [&](const LineView& line, const ParsedLine& parsed, std::uint32_t) {
                  if (parsed.kind != LineKind::kParsed) return;
                  sums.add(parser.cut(line, parsed, FieldSet::all()));
                });
  }
  return sums;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: cut_fields FILE\n", stderr);
    return 2;
  }
  try {
    const Input input = Input::open(argv[1]);
    if (input.error()) {
      std::fprintf(stderr, "cut_fields: %s: %s\n", argv[1], input.error()->c_str());
      return 3;
    }
    const Sums sums = cut_all(input);
    std::printf("%llu %llu %llu\n", static_cast<unsigned long long>(sums.lines),
                static_cast<unsigned long long>(sums.bytes),
                static_cast<unsigned long long>(sums.text));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cut_fields: %s\n", error.what());
    return 3;
  }
  return 0;
}
