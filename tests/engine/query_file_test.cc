// The field `file` is the name of the input, for lines of all kinds and however they are split.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/engine.h"
#include "support/asked_lines.h"
#include "support/log_maker.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

/// Some logs made at random, one of them empty.
class QueryFile : public testing::Test {
 protected:
  QueryFile() {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      test::LogMaker random(seed);
      texts_.push_back(seed == 3 ? "" : random.lines(60 + random.below(60)));
      files_.push_back(std::make_unique<test::TempFile>(texts_.back()));
    }
  }

  std::vector<std::string> paths() const {
    std::vector<std::string> paths;
    for (const auto& file : files_)
      paths.push_back(file->path());
    return paths;
  }

  std::vector<test::OwnedLine> lines() const {
    std::vector<test::OwnedLine> all;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      for (test::OwnedLine& line : test::parsed_lines(texts_[i], files_[i]->path()))
        all.push_back(std::move(line));
    }
    return all;
  }

  std::vector<std::string> texts_;
  std::vector<std::unique_ptr<test::TempFile>> files_;
};

GroupSpec sums_by(const std::string& keys) {
  GroupSpec groups;
  groups.by = split_group_keys(keys);
  groups.show = {Measure::kCount, Measure::kErrors, Measure::kBytes};
  return groups;
}

TEST_F(QueryFile, GroupsAreTheNaiveOnesHoweverTheyAreSplit) {
  const std::vector<test::OwnedLine> all = lines();
  for (const std::string filter : {"", "status >= 400", "method = GET"}) {
    EngineOptions options;
    if (!filter.empty()) test::ask(options, [&](QuerySpec& spec) { spec.filter.where = {filter}; });
    for (const char* keys : {"file", "file,status", "path,file"})
      test::ask(options, [&](QuerySpec& spec) { spec.groups.push_back(sums_by(keys)); });
    const std::vector<test::OwnedLine> shown = test::shown_lines(all, *options.query);
    for (const unsigned threads : {1u, 3u}) {
      for (const std::uint64_t range : {700u, 5000u, 1u << 22}) {
        options.threads = threads;
        options.range_size = range;
        const Summary summary = analyse(test::open_all(paths()), options);
        for (std::size_t i = 0; i < options.query->groups.size(); ++i) {
          ASSERT_EQ(test::dump(summary.groups[i]),
                    test::naive_answer(shown, options.query->groups[i]))
              << filter << ' ' << i << ' ' << threads << ' ' << range;
        }
      }
    }
  }
}

TEST_F(QueryFile, FiltersKnowIt) {
  const std::vector<std::string> names = paths();
  for (const std::string& name : names) {
    EngineOptions options;
    test::ask(options, [&](QuerySpec& spec) { spec.filter.where = {"file = \"" + name + "\""}; });
    const Summary summary = analyse(test::open_all(names), options);
    for (const InputSummary& input : summary.inputs)
      EXPECT_EQ(input.path == name ? input.counts.filtered : input.counts.parsed, 0u);
  }
}

TEST_F(QueryFile, RecordsHaveIt) {
  EngineOptions options;
  std::string text;
  test::ask(options, [&](QuerySpec& spec) { spec.records = {RecordFormat::kTsv, {Field::kFile}}; });
  options.write_records = [&](std::string_view bytes) { text += bytes; };
  analyse(test::open_all(paths()), options);
  std::string right;
  for (const test::OwnedLine& line : lines())
    right += std::string(line.line.file) + "\n";
  EXPECT_EQ(text, right);
}

}  // namespace
}  // namespace logscan
