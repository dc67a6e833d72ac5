// With every kernel, the verdict and fields of every line equal those of the reference.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "support/sweep.h"

namespace {

using logscan::LogLine;

// Null and empty differ.
bool same(std::string_view a, std::string_view b) {
  return a == b && (a.data() == nullptr) == (b.data() == nullptr);
}

bool same(const LogLine& a, const LogLine& b) {
  return a.time == b.time && a.status == b.status && a.bytes == b.bytes && same(a.host, b.host) &&
         same(a.client, b.client) && same(a.user, b.user) && same(a.request, b.request) &&
         same(a.method, b.method) && same(a.target, b.target) && same(a.path, b.path) &&
         same(a.query, b.query) && same(a.protocol, b.protocol) && same(a.referer, b.referer) &&
         same(a.agent, b.agent) && same(a.forwarded_for, b.forwarded_for) &&
         a.duration == b.duration && same(a.upstream, b.upstream);
}

void check(bool right, std::string_view line, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(line.size()), line.data());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  text.insert(0, 1, '\n');  // only the reader removes a byte order mark at offset 0
  if (text.empty() || text.back() != '\n') text += '\n';
  const std::vector<logscan::test::PlainLine> lines = logscan::test::plain_lines(text);
  // Creating key maps takes longer than parsing most inputs, and only directives are remembered.
  static logscan::LineParser kept_parser(UINT64_MAX);
  static logscan::ReferenceParser kept_reference;
  const bool remembers = text.find('#') != std::string::npos;
  for (const logscan::Kernel& kernel : logscan::kernels()) {
    std::size_t at = 0;
    logscan::LineParser own_parser(UINT64_MAX);
    logscan::ReferenceParser own_reference;
    logscan::LineParser& parser = remembers ? own_parser : kept_parser;
    logscan::ReferenceParser& reference = remembers ? own_reference : kept_reference;
    const auto each = [&](const logscan::LineView& view, const auto& parsed) {
      const std::string_view line = at < lines.size() ? lines[at++].text : std::string_view();
      check(logscan::line_text(view) == line, line, "other text");
      check(parsed.verdict() == reference.parse(line), line, "other verdict");
      if (parsed.kind != logscan::LineKind::kParsed || parsed.prefix > 0 || parsed.unpacked) return;
      if (!logscan::is_quote_delimited(parsed.format)) return;
      check(same(logscan::cut_line(view, parsed), logscan::reference_cut(line)), line,
            "other fields");
    };
    logscan::test::parse_text(text, kernel, parser, each);
    check(at == lines.size(), text, "other number of lines");
  }
  return 0;
}
