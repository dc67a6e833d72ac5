#include "input/block.h"

#include <string>
#include <vector>

#include "support/sweep.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

struct Extent {
  std::uint64_t offset;
  std::uint64_t bytes;
  friend bool operator==(const Extent&, const Extent&) = default;
};

std::vector<Extent> extents(const std::string& bytes, std::uint64_t skipped, bool incomplete) {
  const test::Padded padded(bytes);
  Block block;
  block.data = padded.data();
  block.size = padded.size();
  block.offset = 1000;
  block.skipped = skipped;
  block.incomplete = incomplete;
  LineIndex index;
  LineParser parser(1u << 20);
  std::vector<Extent> out;
  parse_lines(block, *find_kernel("scalar"), index, parser,
              [&](const LineView& line, const ParsedLine&, std::uint32_t behind) {
                const LineExtent extent = line_extent(block, line, behind);
                out.push_back({extent.offset, extent.bytes});
              });
  return out;
}

TEST(Block, CountsSkippedBytesForItsFirstLine) {
  EXPECT_EQ(extents("a\nbc\r\n", 0, false), (std::vector<Extent>{{1000, 2}, {1002, 4}}));
  EXPECT_EQ(extents("a\nbc\r\n", 7, false), (std::vector<Extent>{{993, 9}, {1002, 4}}));
}

TEST(Block, DoesNotCountAnAddedLineFeed) {
  EXPECT_EQ(extents("a\nb\n", 0, true), (std::vector<Extent>{{1000, 2}, {1002, 1}}));
  EXPECT_EQ(extents("\n", 3, true), (std::vector<Extent>{{997, 3}}));
}

}  // namespace
}  // namespace logscan
