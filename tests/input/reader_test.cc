#include "input/reader.h"

#include <cstdint>
#include <fcntl.h>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

#include "scan/line_index.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;

const std::string kMark = "\xEF\xBB\xBF";

struct Sizes {
  std::size_t block;
  std::size_t batch;
  std::uint64_t max_line = 1u << 20;
};

/// Joins the blocks of a range and checks each against the input's bytes. The result has blanks for
/// bytes that were not returned, whose number counts.
class Collected {
 public:
  Collected(const std::string& bytes, const Sizes& sizes) : bytes_(bytes), sizes_(sizes) {}

  void read(const Input& input, std::uint64_t begin, std::uint64_t end) {
    Reader reader(input, begin, end, {sizes_.block, sizes_.batch, sizes_.max_line});
    Block block;
    while (reader.next(block)) {
      take(block, begin, end);
      if (block.kind == Block::Kind::kLines) {
        ASSERT_EQ(reinterpret_cast<std::uintptr_t>(block.data) % kPage,
                  (input.start() + block.offset) % kPage);
      }
    }
    EXPECT_FALSE(reader.ended_early());
  }

  std::uint64_t at() const { return at_; }
  std::size_t long_lines() const { return long_lines_; }

 private:
  void take(const Block& block, std::uint64_t begin, std::uint64_t end) {
    const std::size_t added = block.incomplete && block.kind == Block::Kind::kLines ? 1 : 0;
    ASSERT_GE(block.size, added);
    ASSERT_EQ(block.offset - block.skipped, at_);
    ASSERT_GE(at_, begin);
    ASSERT_LT(at_, end);
    const std::size_t size = block.size - added;
    ASSERT_LE(block.offset + size + block.unseen, bytes_.size());
    ASSERT_EQ(std::string_view(block.data, size),
              std::string_view(bytes_).substr(block.offset, size));
    for (std::uint64_t i = at_; i < block.offset; ++i) {
      ASSERT_TRUE(bytes_[i] == '\0' || (i < 3 && bytes_.starts_with(kMark))) << i;
    }
    unsigned padding = 0;
    for (std::size_t i = 0; i < kPadding; ++i) {
      padding += static_cast<unsigned char>(block.data[block.size + i]);  // readable
    }
    padding_ += padding;
    if (block.kind == Block::Kind::kLines) {
      ASSERT_EQ(block.data[block.size - 1], '\n');
      ASSERT_EQ(block.unseen, 0u);
    } else {
      ++long_lines_;
      const std::uint64_t behind = block.offset + block.size + block.unseen;
      ASSERT_EQ(std::string_view(block.data, block.size).find('\n'), std::string_view::npos);
      ASSERT_EQ(bytes_[behind - 1] == '\n', !block.incomplete);
      ASSERT_GT(block.size + block.unseen, sizes_.max_line);
    }
    at_ = block.offset + size + block.unseen;
    ASSERT_TRUE(!block.incomplete || at_ == bytes_.size());
  }

  const std::string& bytes_;
  const Sizes sizes_;
  std::uint64_t at_ = 0;
  std::size_t long_lines_ = 0;
  unsigned padding_ = 0;
};

struct Case {
  const char* name;
  std::string bytes;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"nothing", ""},
      {"one line feed", "\n"},
      {"line feeds", "\n\n\n\n\n"},
      {"a byte", "a"},
      {"lines", "one\ntwo\r\n\nfour and some more\n5\n"},
      {"no line feed at the end", "one\ntwo"},
      {"a mark alone", kMark},
      {"half a mark", kMark.substr(0, 2)},
      {"half a mark and a line feed", kMark.substr(0, 2) + "\nb\n"},
      {"a mark before lines", kMark + "one\ntwo\n"},
      {"a mark before a line feed", kMark + "\n\nb\n"},
      {"a mark inside", "one\n" + kMark + "two\n"},
      {"two marks", kMark + kMark + "one\n"},
      {"a mark and NULs", kMark + std::string(30, '\0') + "one\ntwo\n"},
      {"NULs alone", std::string(50, '\0')},
      {"NULs before lines", std::string(40, '\0') + "one\n" + std::string(9, '\0') + "two\n"},
      {"NULs at the end", "one\n" + std::string(40, '\0')},
      {"NULs inside a line", "on" + std::string(40, '\0') + "e\nb\n"},
      {"a long line", std::string(90, 'x') + "\nb\n" + std::string(70, 'y') + "\n"},
      {"a long line at the end", "a\n" + std::string(90, 'x')},
  };
  return all;
}

// One range, several of equal size, and each cut in two.
std::vector<std::vector<std::uint64_t>> splits_of(std::uint64_t size) {
  std::vector<std::vector<std::uint64_t>> splits = {{0, size}};
  for (const std::uint64_t step : {1u, 2u, 3u, 7u}) {
    std::vector<std::uint64_t> edges;
    for (std::uint64_t at = 0; at < size; at += step)
      edges.push_back(at);
    edges.push_back(size);
    splits.push_back(edges);
  }
  for (std::uint64_t at = 1; at < size; ++at)
    splits.push_back({0, at, size});
  return splits;
}

void check(const Case& given, const Sizes& sizes) {
  const test::TempFile file(given.bytes);
  const Input input = Input::open(file.path());
  for (const std::vector<std::uint64_t>& edges : splits_of(given.bytes.size())) {
    Collected collected(given.bytes, sizes);
    for (std::size_t i = 1; i < edges.size(); ++i)
      collected.read(input, edges[i - 1], edges[i]);
    EXPECT_EQ(collected.at(), given.bytes.size());
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << given.name << ", block " << sizes.block << ", batch " << sizes.batch
                    << ", max_line " << sizes.max_line << ", " << edges.size() - 1
                    << " ranges, the first to " << (edges.size() > 1 ? edges[1] : 0);
      return;
    }
  }
}

TEST(Reader, ReturnsEveryByteOnceAtAnyBlockAndBatchSize) {
  for (const Case& given : cases()) {
    for (std::size_t block = 1; block <= 70; block += block < 20 ? 1 : 7) {
      for (const std::size_t batch : {1u, 16u, 4096u}) {
        check(given, {block, batch});
        if (HasFailure()) return;
      }
    }
  }
}

TEST(Reader, BoundsLinesByMaxLine) {
  for (const Case& given : cases()) {
    for (const std::uint64_t max_line : {1u, 2u, 4u, 40u, 69u, 70u, 88u, 89u, 90u, 91u}) {
      for (const std::size_t block : {1u, 3u, 8u, 64u}) {
        check(given, {block, block, max_line});
        if (HasFailure()) return;
      }
    }
  }
}

TEST(Reader, ReturnsALineLongerThanAllBuffersAsOne) {
  const std::string bytes = "a\n" + std::string(300000, 'x') + "\nb\n";
  check({"300,000 bytes", "a\nb\n"}, {64, 64});
  const test::TempFile file(bytes);
  const Input input = Input::open(file.path());
  Collected whole(bytes, {64, 64});
  whole.read(input, 0, bytes.size());
  EXPECT_EQ(whole.at(), bytes.size());
  EXPECT_EQ(whole.long_lines(), 0u);
  Collected cut(bytes, {64, 64, 100000});
  cut.read(input, 0, bytes.size());
  EXPECT_EQ(cut.at(), bytes.size());
  EXPECT_EQ(cut.long_lines(), 1u);
}

// Lines that cross pages, of fewer bytes than one and of more.
TEST(Reader, ReadsRangesThatBeginAndEndAroundPages) {
  std::string bytes;
  for (const std::size_t size : {4000u, 90u, 3u, 0u, 1u, 5000u, 3190u, 9000u, 60u})
    bytes += std::string(size, 'x') + "\n";
  bytes += std::string(3000, '\0') + "end";
  const test::TempFile file(bytes);
  const Input input = Input::open(file.path());
  for (const std::size_t block : {1u, 64u, 1000u, 4095u, 4096u, 4097u, 8192u, 70'000u}) {
    for (const std::size_t batch : {1u, 4096u, 5000u, 131'072u}) {
      for (std::uint64_t page = kPage; page < bytes.size(); page += kPage) {
        for (std::uint64_t edge = page - 3; edge <= page + 3; ++edge) {
          for (const std::uint64_t max_line : {100u, 1u << 20}) {
            Collected collected(bytes, {block, batch, max_line});
            collected.read(input, 0, edge);
            collected.read(input, edge, edge + 4);
            collected.read(input, edge + 4, bytes.size());
            ASSERT_EQ(collected.at(), bytes.size());
            if (HasFailure()) FAIL() << block << " " << batch << " " << edge << " " << max_line;
          }
        }
      }
    }
  }
}

// Standard input may be a file that was partly read before.
TEST(Reader, AlignsBytesAsInTheFile) {
  constexpr std::size_t kBefore = 5001;
  std::string bytes;
  for (int i = 0; i < 3000; ++i)
    bytes += std::string(static_cast<std::size_t>(i) % 150, 'x') + "\n";
  const test::TempFile file(std::string(kBefore, '-') + bytes);
  const int old = ::dup(STDIN_FILENO);
  const int fd = ::open(file.path().c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_GE(fd, 0);
  ::lseek(fd, kBefore, SEEK_SET);
  ::dup2(fd, STDIN_FILENO);
  {
    const Input input = Input::open("-");
    EXPECT_EQ(input.start(), kBefore);
    Collected collected(bytes, {8192, 16'384});
    collected.read(input, 0, 100'000);
    collected.read(input, 100'000, bytes.size());
    EXPECT_EQ(collected.at(), bytes.size());
  }
  ::close(fd);
  ::dup2(old, STDIN_FILENO);
  ::close(old);
}

// Carried bytes are moved, and a line twice as long must not take four times the work.
TEST(Reader, MovesFewBytesHoweverLongLinesAre) {
  std::string mixed;
  for (std::size_t size = 1; size < 3'000'000; size += 1 + size / 3)
    mixed += std::string(size, 'x') + "\n";
  for (const std::string& bytes :
       {std::string(1'000'000, 'x') + "\n", std::string(8'000'000, 'x'),
        std::string(1'000'000, 'x') + "\n" + std::string(1'000'001, 'x') + "\n", mixed}) {
    const test::TempFile file(bytes);
    const Input input = Input::open(file.path());
    for (const std::size_t batch : {4096u, 10'000u, 131'072u}) {
      Reader reader(input, 0, input.size(), {4096, batch, 1u << 30});
      std::uint64_t at = 0;
      for (Block block; reader.next(block);)
        at = block.offset + block.size - (block.incomplete ? 1 : 0);
      EXPECT_EQ(at, bytes.size());
      EXPECT_LT(reader.bytes_moved(), 3 * bytes.size()) << batch;
    }
  }
}

TEST(Reader, ReturnsRandomBytes) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 60; ++round) {
    std::string bytes;
    for (std::size_t i = random() % 120; i > 0; --i)
      bytes += "\n\n\0\0ab\xEF\r"[random() % 8];
    if (random() % 4 == 0) bytes = kMark + bytes;
    check({"random", bytes}, {1 + random() % 70, 1 + random() % 200, 1 + random() % 60});
    if (HasFailure()) return;
  }
}

TEST(Reader, ReportsAnInputThatEndedEarly) {
  const test::TempFile file("one\ntwo\nthree\n");
  const Input input = Input::open(file.path());
  file.write("one\n");
  Reader reader(input, 0, input.size(), {});
  Block block;
  ASSERT_TRUE(reader.next(block));
  EXPECT_EQ(std::string_view(block.data, block.size), "one\n");
  EXPECT_FALSE(reader.next(block));
  EXPECT_TRUE(reader.ended_early());
  EXPECT_EQ(reader.bytes_read(), 4u);
}

TEST(Reader, ReadsOnlyTheRestOfALinePastItsRange) {
  const test::TempFile file(std::string(1000, 'a') + "\n" + std::string(100000, 'b') + "\n");
  const Input input = Input::open(file.path());
  Reader reader(input, 0, 500, {100, 100});
  Block block;
  ASSERT_TRUE(reader.next(block));
  EXPECT_EQ(block.size, 1001u);
  EXPECT_FALSE(reader.next(block));
  EXPECT_LT(reader.bytes_read(), 1200u);
}

}  // namespace
}  // namespace logscan
