// Parses any bytes by every layout. Fields lie in the line. A line that does not fit leaves the
// fields unchanged and reports a column in the line. find_layout() returns the first layout that
// fits. A #Fields directive applies to the lines after it.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "format/layouts/layouts.h"
#include "logscan/field.h"

namespace {

using logscan::LayoutMismatch;
using logscan::LogLine;

void check(bool right, std::string_view line, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(line.size()), line.data());
  std::abort();
}

bool lies_within(std::string_view text, std::string_view line) {
  return text.data() == nullptr ||
         (text.data() >= line.data() && text.data() + text.size() <= line.data() + line.size());
}

void check_cut(bool fits, std::string_view line, const LogLine& fields,
               const LayoutMismatch& mismatch) {
  if (!fits) {
    check(fields.agent == "untouched", line, "fields changed by a line that does not fit");
    check(mismatch.column >= 1 && mismatch.column <= line.size() + 1, line,
          "column outside the line");
    return;
  }
  check(fields.status < logscan::kStatusCodes, line, "no such status");
  check(!fields.duration || *fields.duration >= 0, line, "negative duration");
  for (std::size_t i = 0; i < logscan::kFields; ++i) {
    check(lies_within(field_text(fields, static_cast<logscan::Field>(i)), line), line,
          "field outside the line");
  }
}

LogLine untouched() {
  LogLine fields;
  fields.agent = "untouched";
  return fields;
}

void check_line(std::string_view line, const std::optional<logscan::W3cFields>& directive) {
  LayoutMismatch mismatch;
  const logscan::Layout* first = nullptr;
  for (const logscan::Layout& layout : logscan::kLayouts) {
    LogLine fields = untouched();
    const bool fits = layout.cut(line, fields, mismatch);
    check_cut(fits, line, fields, mismatch);
    LogLine verdict;
    check(layout.cut_wanted(line, logscan::Wanted::kVerdict, verdict, mismatch) == fits &&
              (!fits || (verdict.status == fields.status && verdict.time == fields.time)),
          line, "another verdict without fields");
    check(!fits || line.find(layout.needed) != std::string_view::npos, line, "needed byte missing");
    if (fits && first == nullptr) first = &layout;
  }
  LogLine fields;
  check(logscan::find_layout(line, fields) == first, line, "another layout found");

  if (directive) {
    fields = untouched();
    const bool fits = logscan::cut(line, *directive, fields, mismatch);
    check_cut(fits, line, fields, mismatch);
  }
  logscan::PrefixKind kind = logscan::PrefixKind::kNone;
  const std::string_view rest = logscan::strip_prefix(line, kind);
  check(lies_within(rest, line) && line.ends_with(rest), line, "prefix outside the line");
  check(kind != logscan::PrefixKind::kNone || rest.size() == line.size(), line, "no prefix");
  logscan::is_layout_header(line);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::optional<logscan::W3cFields> directive;
  while (!text.empty()) {
    const std::string_view found = text.substr(0, text.find('\n'));
    // A copy of the exact size, so that a sanitizer reports every read past the end.
    const std::vector<char> bytes(found.begin(), found.end());
    const std::string_view line(bytes.data(), bytes.size());
    check_line(line, directive);
    if (const auto read = logscan::parse_fields_directive(line)) directive = read;
    text.remove_prefix(found.size() + (found.size() < text.size() ? 1 : 0));
  }
  return 0;
}
