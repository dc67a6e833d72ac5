#include "session/packed_partial.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "logscan/report.h"
#include "support/ask.h"
#include "support/temp_file.h"
#include "support/temp_folder.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Aggregate counts_of_paths(int paths) {
  std::string text;
  for (int i = 0; i < paths; ++i)
    text += "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /a/" + std::to_string(i) +
            " HTTP/1.1\" 200 5\n";
  EngineOptions options;
  test::ask(options, [&](QuerySpec& spec) { spec.groups = {{{"path"}, {Measure::kCount}}}; });
  const test::TempFile file(text);
  std::vector<Input> inputs;
  inputs.push_back(Input::open(file.path()));
  return collect(inputs, options);
}

std::string partial_of(const Aggregate& counts, const std::string& spill_folder = {}) {
  std::string bytes;
  write_partial(counts, spill_folder, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

std::string problem_of(std::string_view bytes) {
  try {
    read_partial(std::string(bytes));
    return "";
  } catch (const PartialError& error) {
    return error.what();
  }
}

TEST(PackedPartial, IsSmallAndTheSame) {
  const Aggregate counts = counts_of_paths(10'000);
  const std::string plain = counts.write();
  const std::string packed = partial_of(counts);
  EXPECT_THAT(packed, StartsWith("logscan partial "));
  EXPECT_THAT(packed.substr(0, packed.find('\n')), HasSubstr(", packed: "));
  EXPECT_LT(packed.size(), plain.size() / 2);
  EXPECT_EQ(read_partial(packed).write(), plain);
  EXPECT_EQ(read_partial(plain).write(), plain);
}

TEST(PackedPartial, LeavesSmallOnesAsTheyAre) {
  const Aggregate counts = counts_of_paths(3);
  EXPECT_EQ(partial_of(counts), counts.write());
}

TEST(PackedPartial, TakesNoChange) {
  const Aggregate counts = counts_of_paths(1'000);
  const std::string plain = counts.write();
  const std::string packed = partial_of(counts);
  for (std::size_t size = 0; size < packed.size(); ++size)
    EXPECT_NE(problem_of(std::string_view(packed).substr(0, size)), "") << size;
  EXPECT_THAT(problem_of(packed + "x"), HasSubstr("is damaged"));
  std::string changed = packed;
  for (std::size_t at = packed.find('\n') + 8; at < packed.size(); ++at) {
    changed[at] = static_cast<char>(changed[at] ^ 1);
    // A few bits of the frame mean nothing.
    if (const std::string problem = problem_of(changed); problem.empty())
      EXPECT_EQ(read_partial(changed).write(), plain) << at;
    else
      EXPECT_THAT(problem, HasSubstr("is damaged")) << at;
    changed[at] = packed[at];
  }
}

// Whose rows are in files is written, packed and read in pieces.
TEST(PackedPartial, IsTheSameWithRowsInFiles) {
  const test::TempFolder folder;
  std::string text;
  for (std::size_t i = 0; i < 30'000; ++i)
    text += "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET /a/" + std::to_string(i * 7919) +
            " HTTP/1.1\" 200 5\n";
  EngineOptions options;
  options.spill_folder = folder.path();
  test::ask(options, [&](QuerySpec& spec) {
    spec.groups = {{{"path"}, {Measure::kCount}}};
    spec.exact = true;
    spec.memory = 100'000;
  });
  const test::TempFile file(text);
  std::vector<Input> inputs;
  inputs.push_back(Input::open(file.path()));
  const Aggregate counts = collect(inputs, options);
  ASSERT_TRUE(counts.is_spilled());
  const std::string plain = counts.write();
  EXPECT_GT(plain.size(), 2 * kStreamBytes);
  const std::string packed = partial_of(counts, folder.path());
  EXPECT_EQ(packed, partial_of(counts)) << "in memory";
  const Aggregate again = read_partial(packed, folder.path());
  EXPECT_TRUE(again.is_spilled());
  EXPECT_EQ(again.write(), plain);
  for (const std::size_t at : {packed.size() / 3, packed.size() / 2, packed.size() - 5}) {
    std::string changed = packed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_THROW(read_partial(changed, folder.path()), PartialError) << at;
    EXPECT_THROW(read_partial(packed.substr(0, at), folder.path()), PartialError) << at;
  }
}

TEST(PackedPartial, TellsOtherVersions) {
  EXPECT_THAT(problem_of("logscan partial 99, packed: anything\nz"), HasSubstr("its form is 99"));
  EXPECT_THAT(problem_of("logscan partial 99, packed"), HasSubstr("is damaged"));
}

}  // namespace
}  // namespace logscan::cli
