#include "follow/whole_lines.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;

struct Seen {
  std::uint64_t offset;  // with what was skipped in front
  std::uint64_t bytes;   // with the line feed
  std::string text;      // "(long)" when it is too long
  friend bool operator==(const Seen&, const Seen&) = default;
};

void PrintTo(const Seen& seen, std::ostream* out) {
  *out << seen.offset << "+" << seen.bytes << " " << testing::PrintToString(seen.text);
}

// One line after the other, byte by byte.
std::vector<Seen> naive(std::string_view bytes, std::uint64_t max_line, bool ended) {
  std::vector<Seen> lines;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t feed = bytes.find('\n', at);
    if (feed == std::string_view::npos && !ended) break;
    const std::size_t end = std::min(feed, bytes.size());
    std::string_view text = bytes.substr(at, end - at);
    if (at == 0 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of('\0'), text.size()));
    const std::size_t behind = feed == std::string_view::npos ? bytes.size() : feed + 1;
    const bool is_long = text.size() > max_line;
    lines.push_back({at, behind - at, is_long ? "(long)" : std::string(text)});
    at = behind;
  }
  return lines;
}

void take(const Block& block, std::uint64_t max_line, std::vector<Seen>& lines) {
  if (block.kind == Block::Kind::kLongLine) {
    lines.push_back(
        {block.offset - block.skipped, block.skipped + block.size + block.unseen, "(long)"});
    return;
  }
  ASSERT_GT(block.size, 0u);
  ASSERT_EQ(block.data[block.size - 1], '\n');
  std::string_view data(block.data, block.size);
  std::uint64_t skipped = block.skipped;
  for (std::size_t at = 0; at < data.size();) {
    const std::size_t feed = data.find('\n', at);
    std::string_view text = data.substr(at, feed - at);
    text.remove_prefix(std::min(text.find_first_not_of('\0'), text.size()));
    const bool added = block.incomplete && feed + 1 == data.size();
    lines.push_back({block.offset + at - skipped, skipped + feed + 1 - at - added,
                     text.size() > max_line ? "(long)" : std::string(text)});
    skipped = 0;
    at = feed + 1;
  }
}

std::vector<Seen> in_pieces(std::string_view bytes, std::size_t piece, std::uint64_t max_line,
                            bool ended) {
  WholeLines whole(max_line);
  std::vector<Seen> lines;
  Block block;
  std::uint64_t taken = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::span<char> room = whole.room();
    const std::size_t some = std::min({piece, room.size(), bytes.size() - at});
    std::memcpy(room.data(), bytes.data() + at, some);
    whole.add(some);
    at += some;
    while (whole.next(block))
      take(block, max_line, lines);
    taken = 0;
    for (const Seen& line : lines)
      taken += line.bytes;
    EXPECT_EQ(taken + whole.pending(), at);
  }
  if (ended && whole.rest(block)) {
    EXPECT_TRUE(block.incomplete);
    take(block, max_line, lines);
  }
  return lines;
}

TEST(WholeLines, AreThoseOfTheWholeTextForAnyPieces) {
  const std::string texts[] = {
      "",
      "\n",
      "a\nbb\n\nccc\r\n",
      "a\nno line feed",
      "\xEF\xBB\xBFwith a mark\nand\n",
      "\xEF\xBB not one\n",
      "\xEF\xBB",
      "\0\0\0after a hole\nnext\n\0\0\0"s,
      "ab\0cd\n\0\0\n\0x\n"s,
      "short\n" + std::string(21, 'l') + "\nshort\n" + std::string(19, 's') + "\r\n",
      std::string(500, 'x') + "\n" + std::string(20, 'y') + "\n" + std::string(100, 'z'),
      "\0\0"s + std::string(60, 'x') + "\nend\n",
  };
  for (const std::string& text : texts) {
    for (std::size_t piece = 1; piece <= std::max<std::size_t>(text.size(), 1); ++piece) {
      for (const bool ended : {false, true}) {
        SCOPED_TRACE(testing::PrintToString(text) + " in pieces of " + std::to_string(piece));
        for (const std::uint64_t max_line : {20u, 1000u}) {
          std::vector<Seen> expected = naive(text, max_line, ended);
          std::vector<Seen> seen = in_pieces(text, piece, max_line, ended);
          EXPECT_EQ(seen, expected);
        }
      }
    }
  }
}

TEST(WholeLines, GrowsForALineThatIsLargerThanItsRoom) {
  const std::string text = std::string(900'000, 'a') + "\n" + std::string(70'000, 'b') + "\nc\n";
  for (const std::size_t piece : {4096u, 65'536u, 1'000'000u})
    EXPECT_EQ(in_pieces(text, piece, 1u << 20, true), naive(text, 1u << 20, true));
}

TEST(WholeLines, HoldsLittleOfALineThatNeverEnds) {
  WholeLines whole(1000);
  Block block;
  for (int i = 0; i < 10'000; ++i) {
    const std::span<char> room = whole.room();
    ASSERT_LE(room.size(), 1024u * 1024u);
    std::memset(room.data(), 'x', room.size());
    whole.add(room.size());
    ASSERT_FALSE(whole.next(block));
    if (whole.pending() > 1'000'000'000) break;
  }
  EXPECT_GT(whole.pending(), 1'000'000'000u);
}

// See PageBuffer.
TEST(WholeLines, PutBytesWhereTheyAreWithinAPageOfTheFile) {
  for (const std::uint64_t offset : {0u, 1u, 4095u, 12'345u}) {
    WholeLines whole(1u << 20, offset);
    std::uint64_t at = offset;
    Block block;
    for (std::size_t i = 0; i < 400; ++i) {
      const std::span<char> room = whole.room();
      ASSERT_EQ(reinterpret_cast<std::uintptr_t>(room.data()) % kPage, at % kPage);
      const std::size_t count = std::min(room.size(), 1 + i * 37 % 5000);
      std::memset(room.data(), 'x', count);
      if (i % 7 != 0) room[count / 2] = '\n';
      whole.add(count);
      at += count;
      while (whole.next(block)) {
      }
    }
  }
}

TEST(WholeLines, BeginsAnywhere) {
  WholeLines whole(100, 77);
  const std::span<char> room = whole.room();
  const std::string_view text = "\xEF\xBB\xBFno mark here\nx\n";
  std::memcpy(room.data(), text.data(), text.size());
  whole.add(text.size());
  Block block;
  ASSERT_TRUE(whole.next(block));
  EXPECT_EQ(block.offset, 77u);
  EXPECT_EQ(block.skipped, 0u);
  EXPECT_EQ(std::string_view(block.data, block.size), text);
}

}  // namespace
}  // namespace logscan
