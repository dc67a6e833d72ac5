#include "logscan/input.h"

#include <array>
#include <string>
#include <unistd.h>
#include <utility>

#include "support/temp_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;

std::string read_all(const Input& input, std::size_t step) {
  std::string out;
  std::string piece(step, '\0');
  while (const std::size_t got = input.read(out.size(), piece.data(), step)) {
    out.append(piece, 0, got);
  }
  return out;
}

TEST(Input, ReadsAFileAtAnyOffset) {
  const test::TempFile file("0123456789abcdefghij");
  const Input input = Input::open(file.path());
  EXPECT_FALSE(input.error().has_value());
  EXPECT_TRUE(input.seekable());
  EXPECT_EQ(input.size(), 20u);
  EXPECT_EQ(input.start(), 0u);
  EXPECT_EQ(input.path(), file.path());
  EXPECT_EQ(read_all(input, 3), "0123456789abcdefghij");
  std::array<char, 8> bytes;
  ASSERT_EQ(input.read(18, bytes.data(), bytes.size()), 2u);
  EXPECT_EQ(std::string(bytes.data(), 2), "ij");
  EXPECT_EQ(input.read(20, bytes.data(), bytes.size()), 0u);
  EXPECT_EQ(input.read(99, bytes.data(), bytes.size()), 0u);
}

TEST(Input, ReadsAPipeOnceInOrder) {
  for (const std::size_t length : {0u, 1u, 15u, 16u, 17u, 5000u}) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const std::string bytes(length, 'x');
    ASSERT_EQ(::write(ends[1], bytes.data(), length), static_cast<ssize_t>(length));
    ::close(ends[1]);
    const Input input = Input::open("/proc/self/fd/" + std::to_string(ends[0]));
    EXPECT_FALSE(input.seekable());
    EXPECT_EQ(input.size(), 0u);
    EXPECT_EQ(read_all(input, 7), bytes);
    ::close(ends[0]);
  }
}

TEST(Input, SaysWhatIsWrongWithAPath) {
  const struct {
    const char* path;
    const char* error;
  } rows[] = {{"/tmp", "is a directory"}, {"/tmp/no such file", ""}, {"", ""}};
  for (const auto& row : rows) {
    const Input input = Input::open(row.path);
    ASSERT_TRUE(input.error().has_value()) << row.path;
    EXPECT_THAT(*input.error(), testing::HasSubstr(row.error));
    EXPECT_THAT(*input.error(), testing::Not(testing::EndsWith(".")));
    EXPECT_FALSE(input.error()->empty());
  }
}

TEST(Input, RefusesOtherContentThanTextByItsFirstBytes) {
  const struct {
    std::string bytes;
    bool refused;
  } rows[] = {{"\x1f\x9d\x90zz"s, true},
              {"\x02\x21\x4c\x18zz"s, true},
              {"PK\x03\x04zz"s, true},
              {"\xff\xfe"
               "a\0b\0"s,
               true},
              {"\xfe\xff\0a\0b"s, true},
              {""s, false},
              {"\0\0\0\0"s, false},
              {"\x1f"s, false},
              {"BZ is no bzip2\n"s, false},
              {"\xef\xbb\xbf"
               "1 - -"s,
               false}};
  for (const auto& row : rows) {
    const test::TempFile file(row.bytes);
    EXPECT_EQ(Input::open(file.path()).error().has_value(), row.refused)
        << testing::PrintToString(row.bytes);
  }
}

TEST(Input, MovesWithItsDescriptor) {
  const test::TempFile one("one");
  const test::TempFile two("two");
  Input input = Input::open(one.path());
  const int descriptor = input.descriptor();
  Input moved = std::move(input);
  EXPECT_EQ(moved.descriptor(), descriptor);
  EXPECT_EQ(read_all(moved, 10), "one");
  moved = Input::open(two.path());
  EXPECT_EQ(read_all(moved, 10), "two");
}

}  // namespace
}  // namespace logscan
