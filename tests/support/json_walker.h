#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "format/json_marks.h"
#include "format/json_template.h"
#include "format/map_set.h"
#include "support/quoted_line.h"
#include <gtest/gtest.h>

namespace logscan::test {

/// Walks lines with the known keys, and compares what templates find in them.
class JsonWalker {
 public:
  bool walk(const QuotedLine& line) {
    marks_ = marker_.find(line.text());
    return walk_json(line.text(), marks_, tree(), found_) == 0;
  }

  /// Returns whether a template can be made of the line that was walked last.
  bool is_usual(const QuotedLine& line) const {
    return JsonTemplate::is_usual(line.view(), marks_);
  }

  JsonTemplate make(const QuotedLine& line) {
    EXPECT_TRUE(walk(line)) << line.text();
    EXPECT_TRUE(is_usual(line));
    return {line.view(), marks_, tree(), found_};
  }

  /// Returns whether a template found something, which must be what a walk finds.
  bool agrees(const QuotedLine& line, const FoundKeys* found) {
    if (found == nullptr) return false;
    EXPECT_TRUE(walk(line)) << line.text();
    EXPECT_EQ(listed(line, *found), listed(line, found_)) << line.text();
    return true;
  }

  void learn(const QuotedLine& line, JsonTemplates& templates) {
    if (walk(line)) templates.learn(line.view(), marks_, tree(), found_);
  }

 private:
  static std::string listed(const QuotedLine& line, const FoundKeys& found) {
    std::vector<std::uint16_t> slots(found.slots().begin(), found.slots().end());
    std::sort(slots.begin(), slots.end());
    std::string text;
    for (const std::uint16_t slot : slots) {
      const KeyValue& value = *found.find(slot);
      text += std::to_string(slot) + "@" + std::to_string(value.data - line.text().data()) + "+" +
              std::to_string(value.size) + ":" + std::to_string(static_cast<int>(value.kind)) + " ";
    }
    return text;
  }

  static const KeyTree& tree() { return MapSet::known(KeySyntax::kJson).tree(); }

  JsonMarker marker_{JsonKernel::kBest};
  JsonMarks marks_;
  FoundKeys found_{tree().slots()};
};

}  // namespace logscan::test
