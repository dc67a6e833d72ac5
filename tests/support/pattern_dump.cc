#include "support/pattern_dump.h"

#include "support/dump.h"
#include <gtest/gtest.h>

namespace logscan::test {

std::string dump_all(const LogLine& line) {
  std::string text = status_name(line.status);
  if (line.time) text += " " + dump(line.time);
  const std::string fields = dump(line);
  if (!fields.empty()) text += " " + fields;
  if (line.upstream.data() != nullptr) text += " upstream=<" + std::string(line.upstream) + ">";
  if (line.duration) text += " duration=" + std::to_string(*line.duration);
  return text;
}

std::string cut_dump(const LinePattern& pattern, std::string_view line) {
  LogLine out;
  PatternMismatch mismatch;
  if (pattern.cut(line, out, &mismatch)) return dump_all(out);
  return "miss " + std::to_string(mismatch.column) + " " + std::string(mismatch.expected);
}

void check_patterns(std::initializer_list<PatternCase> cases) {
  for (const PatternCase& each : cases) {
    SCOPED_TRACE(std::string(each.pattern) + "\n" + std::string(each.line));
    EXPECT_EQ(cut_dump(LinePattern::parse(each.pattern), each.line), each.expected);
  }
}

}  // namespace logscan::test
