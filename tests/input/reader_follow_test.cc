#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/reader.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;

struct Seen {
  std::uint64_t offset;  // including bytes skipped before it
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

/// Bytes that come bit by bit.
class Growing {
 public:
  explicit Growing(std::string_view bytes = {}, std::uint64_t begin = 0)
      : bytes_(bytes), begin_(begin) {}

  void grow(std::string_view bytes) { bytes_ += bytes; }

  ReadMore read_more() {
    return [this](std::uint64_t offset, char* to, std::size_t count) {
      return bytes_.copy(to, count, static_cast<std::size_t>(offset - begin_));
    };
  }

 private:
  std::string bytes_;
  std::uint64_t begin_;
};

std::vector<Seen> in_pieces(std::string_view bytes, std::size_t piece, std::uint64_t max_line,
                            bool ended) {
  Growing growing;
  Reader reader({64, 4096, max_line});
  reader.follow(growing.read_more(), 0);
  std::vector<Seen> lines;
  Block block;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    growing.grow(bytes.substr(at, piece));
    while (reader.next(block))
      take(block, max_line, lines);
  }
  if (ended && reader.finish(block)) {
    EXPECT_TRUE(block.incomplete);
    take(block, max_line, lines);
  }
  return lines;
}

TEST(ReaderFollow, LinesAreThoseOfTheWholeTextForAnyPieces) {
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

TEST(ReaderFollow, GrowsForALineThatIsLargerThanItsRoom) {
  const std::string text = std::string(900'000, 'a') + "\n" + std::string(70'000, 'b') + "\nc\n";
  for (const std::size_t piece : {4096u, 65'536u, 1'000'000u})
    EXPECT_EQ(in_pieces(text, piece, 1u << 20, true), naive(text, 1u << 20, true));
}

TEST(ReaderFollow, HoldsLittleOfALineThatNeverEnds) {
  std::uint64_t given = 0;
  Reader reader({8192, 64 * 1024, 1000});
  reader.follow(
      [&](std::uint64_t offset, char* to, std::size_t count) -> std::size_t {
        EXPECT_EQ(offset, given);
        EXPECT_LE(count, 64u * 1024u);
        if (given >= 1'000'000'000) return 0;
        std::memset(to, 'x', count);
        given += count;
        return count;
      },
      0);
  Block block;
  ASSERT_FALSE(reader.next(block));
  EXPECT_LT(reader.bytes_moved(), 1u << 20);
  ASSERT_TRUE(reader.finish(block));
  EXPECT_EQ(block.kind, Block::Kind::kLongLine);
  EXPECT_EQ(block.size + block.unseen, given);
}

// See PageBuffer.
TEST(ReaderFollow, PutsBytesWhereTheyAreWithinAPageOfTheFile) {
  for (const std::uint64_t offset : {0u, 1u, 4095u, 12'345u}) {
    std::size_t read = 0;
    bool may_read = false;
    Reader reader({8192, 64 * 1024, 1u << 20});
    reader.follow(
        [&](std::uint64_t at, char* to, std::size_t count) -> std::size_t {
          EXPECT_EQ(reinterpret_cast<std::uintptr_t>(to) % kPage, at % kPage);
          if (!std::exchange(may_read, false)) return 0;
          const std::size_t some = std::min(count, 1 + read * 37 % 5000);
          std::memset(to, 'x', some);
          if (read++ % 7 != 0) to[some / 2] = '\n';
          return some;
        },
        offset);
    Block block;
    for (int i = 0; i < 400; ++i) {
      may_read = true;
      while (reader.next(block)) {
      }
    }
    EXPECT_EQ(read, 400u);
  }
}

TEST(ReaderFollow, BeginsAnywhere) {
  const std::string_view text = "\xEF\xBB\xBFno mark here\nx\n";
  Growing growing(text, 77);
  Reader reader({8192, 4096, 100});
  reader.follow(growing.read_more(), 77);
  Block block;
  ASSERT_TRUE(reader.next(block));
  EXPECT_EQ(block.offset, 77u);
  EXPECT_EQ(block.skipped, 0u);
  EXPECT_EQ(std::string_view(block.data, block.size), text);
}

TEST(ReaderFollow, ContinuesALineInACopyOfItsFile) {
  Growing file("one\nsecond ");
  Reader reader({});
  reader.follow(file.read_more(), 0);
  Block block;
  ASSERT_TRUE(reader.next(block));
  ASSERT_FALSE(reader.next(block));
  Growing copy("one\nsecond line\n");
  Reader moved = std::move(reader);
  moved.redirect(copy.read_more());
  ASSERT_TRUE(moved.next(block));
  EXPECT_EQ(std::string_view(block.data, block.size), "second line\n");
}

}  // namespace
}  // namespace logscan
