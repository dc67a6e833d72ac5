#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "format/json_line.h"
#include "support/keyed_lines.h"
#include <gtest/gtest.h>

namespace logscan::test {

/// Cutters with both kernels.
class JsonCutters {
 public:
  explicit JsonCutters(const std::vector<KeyMap>& maps) : maps_(maps) {
    for (const JsonKernel kernel : {JsonKernel::kBest, JsonKernel::kPlain})
      cutters_.emplace_back(maps_, kernel);
  }

  const std::vector<KeyMap>& maps() const { return maps_; }
  std::vector<JsonParser>& all() { return cutters_; }

 private:
  std::vector<KeyMap> maps_;
  std::vector<JsonParser> cutters_;
};

/// Returns what both kernels find in a line. Checks that they agree, whatever follows the line.
inline std::string cut_json(std::string_view line, JsonCutters& cutters) {
  static const std::string kFillers("\"}\n0\0", 5);
  const std::vector<KeyMap>& maps = cutters.maps();
  std::string first;
  for (JsonParser& cutter : cutters.all()) {
    const std::string text = dump_keyed(cutter, maps, line);
    if (first.empty()) first = text;
    EXPECT_EQ(text, first) << line;
    for (const char filler : kFillers) {
      const KeyedText copy(line, filler);
      const KeyedResult verdict = cutter.parse(copy.text());
      const bool fits = verdict.mismatch == Mismatch::kNone;
      EXPECT_EQ(fits ? maps.at(verdict.map).name + " " + dump_keyed(cutter.cut(all_fields()))
                     : mismatch_name(verdict.mismatch) + (" " + std::to_string(verdict.column)),
                text)
          << line;
    }
  }
  return first;
}

inline std::string cut_known(std::string_view line) {
  static JsonCutters known(known_key_maps(KeySyntax::kJson));
  return cut_json(line, known);
}

inline std::string cut_by(std::string_view map, std::string_view line) {
  JsonCutters cutters({*parse_key_map(map).map});
  return cut_json(line, cutters);
}

/// A line, or a value in it, and the expected result.
struct JsonCase {
  std::string line;
  std::string expected;
};

}  // namespace logscan::test
