// Compressed files as inputs: intact, truncated and corrupt ones, and data after their end.
#include <string>

#include "logscan/input.h"
#include "support/compressors.h"
#include "support/log_maker.h"
#include "support/memory_file.h"
#include "support/pipe.h"
#include "support/read_input.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_literals;
using test::compressors;
using test::read_input;
using test::ReadInput;
using testing::HasSubstr;

std::string some_lines(std::size_t count) {
  return test::LogMaker(7).lines(count);
}

class DecodedInputs : public testing::TestWithParam<test::Compressor> {
 protected:
  std::string compress(std::string_view text) const { return GetParam().compress(text); }
};

INSTANTIATE_TEST_SUITE_P(All, DecodedInputs, testing::ValuesIn(compressors()),
                         [](const auto& of) { return std::string(of.param.name); });

TEST_P(DecodedInputs, GiveTheTextForEveryReadSize) {
  const std::string text = some_lines(40);
  const std::string bytes = compress(text);
  const test::MemoryFile file(bytes);
  for (std::size_t step = 1; step < 100; ++step) {
    const Input input = Input::open(file.path());
    ASSERT_EQ(input.compression(), GetParam().name);
    EXPECT_FALSE(input.error());
    EXPECT_FALSE(input.seekable());
    EXPECT_TRUE(input.is_repeatable());
    EXPECT_EQ(input.size(), 0u);
    const ReadInput read = read_input(input, step);
    ASSERT_EQ(read.text, text) << step;
    EXPECT_FALSE(read.error);
    EXPECT_EQ(input.compressed_bytes_read(), bytes.size());
  }
}

TEST_P(DecodedInputs, GiveALongTextInAThreadOfItsOwn) {
  const std::string text = some_lines(20'000);
  const std::string bytes = compress(text);
  const test::MemoryFile file(bytes);
  for (const std::size_t step : {1000u, 262'144u, 1'000'000u}) {
    const Input input = Input::open(file.path());
    input.decode_ahead();
    const ReadInput read = read_input(input, step);
    ASSERT_TRUE(read.text == text);
    EXPECT_FALSE(read.error);
    EXPECT_EQ(input.compressed_bytes_read(), bytes.size());
  }
}

TEST_P(DecodedInputs, StopAtTheLimit) {
  const std::string text = some_lines(40);
  const test::MemoryFile file(compress(text));
  for (const std::size_t limit : {std::size_t{1}, std::size_t{15}, std::size_t{16}, std::size_t{17},
                                  std::size_t{1000}, text.size() - 1}) {
    for (const bool ahead : {false, true}) {
      Input input = Input::open(file.path());
      input.limit_decompressed(limit);
      if (ahead) input.decode_ahead();
      const Input again = input.reopen();
      for (const int reading : {1, 2, 3}) {
        const ReadInput read = read_input(reading < 3 ? input : again, 700);
        EXPECT_EQ(read.text, text.substr(0, limit));
        EXPECT_EQ(read.error, "contains more text than --max-decompressed " +
                                  std::to_string(limit) +
                                  " allows; lines before that were counted; to read the rest, "
                                  "raise the limit");
      }
      char next = 0;
      EXPECT_THROW(input.read(limit, &next, 1), DecompressedLimit) << "each time";
    }
  }
  for (const std::size_t limit : {text.size(), text.size() + 1}) {
    Input input = Input::open(file.path());
    input.limit_decompressed(limit);
    const ReadInput read = read_input(input, 700);
    EXPECT_EQ(read.text, text);
    EXPECT_EQ(read.error, std::nullopt);
  }
}

// Without the limit it would take minutes.
TEST_P(DecodedInputs, ABombIsNotDecodedPastTheLimit) {
  constexpr std::size_t kLimit = 3 << 20;
  const std::string member = compress(std::string(1 << 20, '\0'));
  std::string bomb;
  while (bomb.size() < 4 << 20)
    bomb += member;
  const test::MemoryFile file(bomb);
  for (const bool ahead : {false, true}) {
    Input input = Input::open(file.path());
    input.limit_decompressed(kLimit);
    if (ahead) input.decode_ahead();
    const ReadInput read = read_input(input, 1 << 16);
    EXPECT_EQ(read.text.size(), kLimit);
    EXPECT_TRUE(read.error);
    EXPECT_LT(input.compressed_bytes_read(), bomb.size() / 2);
  }
}

TEST(DecodedInputs, TheLimitConcernsOnlyCompressedInputs) {
  const std::string text = some_lines(40);
  const test::MemoryFile file(text);
  Input input = Input::open(file.path());
  input.limit_decompressed(10);
  EXPECT_EQ(read_input(input).text, text);
}

TEST_P(DecodedInputs, ContinueInAThreadAtAnyPlace) {
  const std::string text = some_lines(3000);
  const test::MemoryFile file(compress(text));
  for (const std::size_t place : {1u, 15u, 16u, 17u, 5000u}) {
    const Input input = Input::open(file.path());
    std::string first(place, '\0');
    std::size_t had = 0;
    while (had < place)
      had += input.read(had, &first[had], place - had);
    input.decode_ahead();
    std::string rest(text.size(), '\0');
    std::size_t offset = place;
    while (const std::size_t got = input.read(offset, &rest[offset - place], 700))
      offset += got;
    ASSERT_TRUE(first + rest.substr(0, offset - place) == text) << place;
  }
}

TEST_P(DecodedInputs, CanBeClosedBeforeTheirEnd) {
  const test::MemoryFile file(compress(some_lines(20'000)));
  for (const bool ahead : {false, true}) {
    const Input input = Input::open(file.path());
    if (ahead) input.decode_ahead();
    char byte = 0;
    EXPECT_EQ(input.read(0, &byte, 1), 1u);
  }
}

TEST_P(DecodedInputs, RestartAndCoexist) {
  const std::string text = some_lines(50);
  const test::MemoryFile file(compress(text));
  const Input input = Input::open(file.path());
  EXPECT_EQ(read_input(input).text, text);
  EXPECT_EQ(read_input(input).text, text);
  char byte = 0;
  EXPECT_EQ(input.read(0, &byte, 1), 1u);
  const Input again = input.reopen();
  EXPECT_EQ(read_input(again, 3).text, text);
  EXPECT_EQ(input.read(1, &byte, 1), 1u);
  EXPECT_EQ(byte, text[1]);
  EXPECT_EQ(read_input(input).text, text);
}

TEST_P(DecodedInputs, ComeThroughAPipe) {
  const std::string text = some_lines(5000);
  const std::string bytes = compress(text);
  const test::Pipe pipe(bytes);
  const Input input = Input::open(pipe.path());
  EXPECT_EQ(input.compression(), GetParam().name);
  EXPECT_FALSE(input.is_repeatable());
  input.decode_ahead();
  const ReadInput read = read_input(input);
  EXPECT_TRUE(read.text == text);
  EXPECT_FALSE(read.error);
  EXPECT_EQ(input.compressed_bytes_read(), bytes.size());
}

TEST_P(DecodedInputs, MayHaveManyMembersAlsoEmptyOnes) {
  const std::string text = some_lines(20);
  std::string bytes;
  std::string all;
  for (std::size_t i = 0; i < 50; ++i) {
    const std::string part = i % 3 == 1 ? "" : text.substr(0, i * 17 % text.size());
    bytes += compress(part);
    all += part;
  }
  const test::MemoryFile file(bytes);
  for (const std::size_t step : {1u, 7u, 4096u}) {
    const ReadInput read = read_input(Input::open(file.path()), step);
    ASSERT_EQ(read.text, all);
    EXPECT_FALSE(read.error);
  }
}

TEST_P(DecodedInputs, MayHoldNothing) {
  const test::MemoryFile file(compress(""));
  const Input input = Input::open(file.path());
  EXPECT_EQ(input.compression(), GetParam().name);
  const ReadInput read = read_input(input);
  EXPECT_EQ(read.text, "");
  EXPECT_FALSE(read.error);
}

// Wherever it is cut: what comes out is the beginning of the text, and the end of the second member
// is missed. Between two members nothing is missing.
TEST_P(DecodedInputs, ReportTruncation) {
  const std::string one = some_lines(10);
  const std::string two = some_lines(12);
  const std::string first = compress(one);
  const std::string bytes = first + compress(two);
  const test::MemoryFile file("");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    file.write(std::string_view(bytes).substr(0, length));
    const Input input = Input::open(file.path());
    if (!input.compression()) {
      ASSERT_LT(length, 6u);
      continue;
    }
    const ReadInput read = read_input(input, 500);
    ASSERT_EQ(read.text, (one + two).substr(0, read.text.size())) << length;
    if (length == first.size()) {
      EXPECT_EQ(read.text, one);
      EXPECT_FALSE(read.error);
      continue;
    }
    ASSERT_TRUE(read.error) << length;
    EXPECT_THAT(*read.error, HasSubstr("truncated at byte " + std::to_string(length)));
    if (length > first.size()) {
      EXPECT_GE(read.text.size(), one.size());
    }
  }
}

// With any bit flipped, the text is right or an error is reported.
TEST_P(DecodedInputs, ReportCorruption) {
  const std::string text = some_lines(8);
  const std::string right = compress(text) + compress(text);
  const test::MemoryFile file("");
  for (std::size_t at = 0; at < right.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string bytes = right;
      bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1u << bit));
      file.write(bytes);
      const Input input = Input::open(file.path());
      if (!input.compression()) continue;
      const ReadInput read = read_input(input, 1000);
      if (read.error) continue;
      ASSERT_EQ(read.text, text + text) << at << " bit " << bit;
    }
  }
}

TEST_P(DecodedInputs, ReturnTheTextBeforeCorruptionInAThreadToo) {
  const std::string text = some_lines(5000);
  std::string bytes = compress(text);
  bytes.resize(bytes.size() - 5);
  const test::MemoryFile file(bytes);
  const Input input = Input::open(file.path());
  const ReadInput plain = read_input(input);
  ASSERT_TRUE(plain.error);
  input.decode_ahead();
  const ReadInput ahead = read_input(input);
  EXPECT_EQ(ahead.error, plain.error);
  EXPECT_TRUE(ahead.text == plain.text);
}

TEST_P(DecodedInputs, ReportTrailingBytes) {
  const std::string text = some_lines(3);
  const std::string bytes = compress(text);
  const test::MemoryFile file(bytes + "junk");
  const Input input = Input::open(file.path());
  const ReadInput read = read_input(input);
  EXPECT_EQ(read.text, text);
  const std::string where = "byte " + std::to_string(bytes.size());
  ASSERT_TRUE(read.error);
  EXPECT_THAT(*read.error, HasSubstr(where));
}

TEST_P(DecodedInputs, RefuseContentThatIsNotText) {
  const test::MemoryFile twice(compress(test::zstd("text")));
  EXPECT_THAT(read_input(Input::open(twice.path())).error.value_or(""),
              HasSubstr("contains zstd data within "s + GetParam().name));
  const test::MemoryFile wide(
      compress("\xff\xfe"
               "a\0b\0"s));
  const ReadInput read = read_input(Input::open(wide.path()));
  EXPECT_THAT(read.error.value_or(""), HasSubstr("contains UTF-16 within "s + GetParam().name));
  EXPECT_EQ(read.text, "");
}

TEST(DecodedInput, SkipsZeroPadding) {
  for (const auto& compress : {test::gzip, test::xz}) {
    const std::string bytes =
        compress("one\n") + std::string(512, '\0') + compress("two\n") + std::string(200'000, '\0');
    const test::MemoryFile file(bytes);
    const Input input = Input::open(file.path());
    const ReadInput read = read_input(input);
    EXPECT_EQ(read.text, "one\ntwo\n");
    EXPECT_FALSE(read.error) << *read.error;
  }
}

TEST(DecodedInput, SkipsSkippableFrames) {
  const std::string skipped = test::skippable_frame("abcd");
  for (const auto& compress : {test::zstd, test::lz4}) {
    const test::MemoryFile file(skipped + compress("one\n") + test::skippable_frame("") +
                                compress("two\n") +
                                test::skippable_frame(std::string(300'000, 'x')));
    const Input input = Input::open(file.path());
    const ReadInput read = read_input(input);
    EXPECT_EQ(read.text, "one\ntwo\n");
    EXPECT_FALSE(read.error);
  }
}

TEST(DecodedInput, RefusesInputsThatTakeTooMuchMemory) {
  // A frame of one empty block, with a window of 256 MiB, and of 512.
  const std::string fits = "\x28\xb5\x2f\xfd\0\x90\1\0\0"s;
  const std::string too_large = "\x28\xb5\x2f\xfd\0\x98\1\0\0"s;
  const test::MemoryFile file(test::zstd("one\n") + fits);
  EXPECT_FALSE(read_input(Input::open(file.path())).error);
  file.write(test::zstd("one\n") + too_large);
  const ReadInput zstd = read_input(Input::open(file.path()));
  EXPECT_EQ(zstd.text, "one\n");
  EXPECT_THAT(zstd.error.value_or(""), HasSubstr("cannot decode"));
  EXPECT_THAT(zstd.error.value_or(""), HasSubstr("more than 256 MiB"));

  file.write(test::xz("one\n") + test::xz_with_large_dictionary("two\n"));
  const ReadInput xz = read_input(Input::open(file.path()));
  EXPECT_EQ(xz.text, "one\n");
  EXPECT_THAT(xz.error.value_or(""), HasSubstr("more than 256 MiB"));
}

TEST(DecodedInput, ReadsALongGzipHeaderInAnyPieces) {
  const std::string bytes = test::gzip_with_long_header("one\n");
  const test::MemoryFile whole(bytes + bytes);
  EXPECT_EQ(read_input(Input::open(whole.path())).text, "one\none\n");
  for (std::size_t length = 2; length < bytes.size(); ++length) {
    const test::MemoryFile cut(std::string_view(bytes).substr(0, length));
    EXPECT_THAT(read_input(Input::open(cut.path())).error.value_or(""), HasSubstr("truncated"));
  }
}

TEST(DecodedInput, DetectsCompressionsByTheirFirstBytes) {
  const struct {
    std::string bytes;
    std::optional<std::string> compression;
  } rows[] = {{"\x1f\x8b"s, "gzip"},
              {"\x28\xb5\x2f\xfd\0\0\0\0"s, "zstd"},
              {"\xfd"
               "7zXZ\0\0\0"s,
               "xz"},
              {"BZh91AY&SY"s, "bzip2"},
              {"BZh91A"s, "bzip2"},
              {"BZh9\x17\x72\x45\x38\x50\x90\0\0\0\0"s, "bzip2"},
              {"\x04\x22\x4d\x18zz"s, "lz4"},
              {"\x1f"s, std::nullopt},
              {"BZh"s, std::nullopt},
              {"BZhost - - [10/Oct/2023"s, std::nullopt},
              {"BZh9 - - [10/Oct/2023"s, std::nullopt},
              {""s, std::nullopt}};
  for (const auto& row : rows) {
    const test::MemoryFile file(row.bytes);
    EXPECT_EQ(Input::open(file.path()).compression(), row.compression)
        << testing::PrintToString(row.bytes);
  }
}

}  // namespace
}  // namespace logscan
