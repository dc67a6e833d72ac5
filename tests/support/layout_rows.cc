#include "support/layout_rows.h"

#include <stdexcept>
#include <vector>

#include "support/dump.h"

namespace logscan::test {

std::string full_dump(const LogLine& line) {
  std::string text = status_name(line.status) + " " + dump(line.time);
  if (const std::string fields = dump_with_proxy(line); !fields.empty()) text += " " + fields;
  return text;
}

std::string miss_dump(const LayoutMismatch& mismatch) {
  return "column " + std::to_string(mismatch.column) + ": " + mismatch.expected;
}

std::string cut_dump(const Layout& layout, std::string_view line) {
  // A copy of the exact size, so that a sanitizer reports every read past the end.
  const std::vector<char> bytes(line.begin(), line.end());
  line = {bytes.data(), bytes.size()};
  LogLine fields;
  LayoutMismatch mismatch;
  return layout.cut(line, fields, mismatch) ? full_dump(fields) : miss_dump(mismatch);
}

const Layout& layout_called(std::string_view name) {
  for (const Layout& layout : kLayouts) {
    if (name == layout.name) return layout;
  }
  throw std::invalid_argument("no layout called " + std::string(name));
}

}  // namespace logscan::test
