#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logscan/json_line.h"
#include "support/keyed_lines.h"
#include <gtest/gtest.h>

namespace logscan::test {

/// What both kernels say of a line, whatever stands behind it.
inline std::string cut_json(std::string_view line, const std::vector<KeyMap>& maps) {
  static const std::string kFillers("\"}\n0\0", 5);
  std::string first;
  for (const JsonKernel kernel : {JsonKernel::kBest, JsonKernel::kPlain}) {
    JsonCutter cutter(maps, kernel);
    const std::string text = dump_keyed(cutter, maps, line);
    if (first.empty()) first = text;
    EXPECT_EQ(text, first) << line;
    for (const char filler : kFillers) {
      const KeyedText copy(line, filler);
      const KeyedVerdict verdict = cutter.judge(copy.text());
      const bool fits = verdict.miss == Miss::kNone;
      EXPECT_EQ(fits ? maps.at(verdict.map).name + " " + dump_keyed(cutter.cut(all_fields()))
                     : miss_name(verdict.miss) + (" " + std::to_string(verdict.column)),
                text)
          << line;
    }
  }
  return first;
}

inline std::string cut_known(std::string_view line) {
  static const std::vector<KeyMap> maps = known_key_maps(KeySyntax::kJson);
  return cut_json(line, maps);
}

inline std::string cut_by(std::string_view map, std::string_view line) {
  return cut_json(line, {*parse_key_map(map).map});
}

/// A line, or a value in it, and what is to come of it.
struct Case {
  std::string line;
  std::string expected;
};

}  // namespace logscan::test
