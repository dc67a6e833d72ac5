// Files decoded in several threads: their text, and how they end, are those of decoding in order.
#include "input/parallel_stream.h"

#include <functional>
#include <string>

#include "support/compressors.h"
#include "support/decoded_file.h"
#include "support/log_maker.h"
#include "support/memory_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::decode_in_order;
using test::decode_in_parallel;
using test::DecodedFile;
using test::small_pieces;

constexpr std::size_t kAll = 100'000'000;

std::string lines_of_pieces(std::size_t count) {
  return test::LogMaker(3).lines(count);
}

/// A file of many pieces.
struct Kind {
  const char* name;
  std::function<std::string(std::string_view text)> compress;
};

std::function<std::string(std::string_view)> in_members(std::string (*compress)(std::string_view)) {
  return [compress](std::string_view text) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); at += 700)
      bytes += compress(text.substr(at, 700));
    return bytes;
  };
}

std::vector<Kind> kinds() {
  return {
      {"gzip", in_members(test::gzip)},
      {"gzip_with_long_headers", in_members(test::gzip_with_long_header)},
      {"zstd", in_members(test::zstd)},
      {"lz4", in_members(test::lz4)},
      {"bzip2", in_members(test::bzip2)},
      {"xz", in_members(test::xz)},
      {"bzip2_blocks", [](std::string_view text) { return test::bzip2_in_blocks(text, 900); }},
      {"xz_blocks", [](std::string_view text) { return test::xz_in_blocks(text, 900); }},
      {"bzip2_streams_of_blocks",
       [](std::string_view text) {
         return test::bzip2_in_blocks(text.substr(0, text.size() / 2), 700) +
                test::bzip2_in_blocks(text.substr(text.size() / 2), 800);
       }},
      {"xz_streams_of_blocks",
       [](std::string_view text) {
         return test::xz_in_blocks(text.substr(0, text.size() / 2), 700) + std::string(8, '\0') +
                test::xz_in_blocks(text.substr(text.size() / 2), 800);
       }},
  };
}

class ParallelStreams : public testing::TestWithParam<Kind> {
 protected:
  static const Compression& compression_of(const std::string& bytes) {
    return *find_compression(std::string_view(bytes).substr(0, 64));
  }

  /// Decodes a file in order and in parallel.
  void expect_same(const std::string& bytes, std::size_t helpers) {
    if (find_compression(std::string_view(bytes).substr(0, 64)) == nullptr) return;
    const Compression& compression = compression_of(bytes);
    file_.write(bytes);
    const DecodedFile right = decode_in_order(file_.path(), compression, kAll);
    const DecodedFile parallel =
        decode_in_parallel(file_.path(), compression, kAll, helpers, small_pieces());
    ASSERT_EQ(parallel.end, right.end);
    ASSERT_TRUE(parallel.text == right.text);
    ASSERT_EQ(parallel.bytes_read, right.bytes_read);
  }

  const test::MemoryFile file_{""};
};

INSTANTIATE_TEST_SUITE_P(All, ParallelStreams, testing::ValuesIn(kinds()),
                         [](const auto& of) { return std::string(of.param.name); });

TEST_P(ParallelStreams, GiveTheTextForAnyNumberOfHelpers) {
  const std::string text = lines_of_pieces(500);
  const std::string bytes = GetParam().compress(text);
  file_.write(bytes);
  for (const std::size_t helpers : {0u, 1u, 2u, 7u}) {
    const DecodedFile decoded =
        decode_in_parallel(file_.path(), compression_of(bytes), kAll, helpers, small_pieces());
    ASSERT_EQ(decoded.end, "the end");
    ASSERT_TRUE(decoded.text == text);
    ASSERT_EQ(decoded.bytes_read, bytes.size());
  }
}

TEST_P(ParallelStreams, GiveTheTextForAnySizes) {
  const std::string text = lines_of_pieces(300);
  const std::string bytes = GetParam().compress(text);
  file_.write(bytes);
  for (const std::size_t chunk : {1u, 100u, 5'000u, 1'000'000u}) {
    for (const std::size_t piece : {1u, 1000u, 100'000u}) {
      for (const std::size_t searched : {200u, 100'000u}) {
        ParallelOptions options{piece, chunk, 2 * chunk, 3 * chunk, searched};
        const DecodedFile decoded =
            decode_in_parallel(file_.path(), compression_of(bytes), kAll, 2, options);
        ASSERT_EQ(decoded.end, "the end");
        ASSERT_TRUE(decoded.text == text) << chunk << ' ' << piece << ' ' << searched;
      }
    }
  }
}

TEST_P(ParallelStreams, EndTheSameWhereverTheyAreCut) {
  const std::string bytes = GetParam().compress(lines_of_pieces(15));
  for (std::size_t length = 0; length < bytes.size(); ++length)
    ASSERT_NO_FATAL_FAILURE(expect_same(bytes.substr(0, length), 1 + length % 2)) << length;
}

TEST_P(ParallelStreams, EndTheSameWhereverTheyAreDamaged) {
  const std::string bytes = GetParam().compress(lines_of_pieces(15));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1u << at % 8));
    ASSERT_NO_FATAL_FAILURE(expect_same(damaged, 1 + at % 2)) << at;
  }
}

TEST_P(ParallelStreams, EndTheSameWithOtherDataBetweenPieces) {
  const std::string text = lines_of_pieces(20);
  const std::string bytes = GetParam().compress(text);
  for (const std::string& other :
       {std::string(1, '\0'), std::string(4, '\0'), std::string(5000, '\0'), std::string("junk"),
        test::skippable_frame("other"), bytes.substr(0, 3)}) {
    ASSERT_NO_FATAL_FAILURE(expect_same(bytes + other, 2));
    ASSERT_NO_FATAL_FAILURE(expect_same(bytes + other + bytes, 2));
  }
}

TEST_P(ParallelStreams, CanBeClosedBeforeTheirEndAndWhileHelpersDecode) {
  const std::string text = lines_of_pieces(500);
  const std::string bytes = GetParam().compress(text);
  file_.write(bytes);
  for (const std::size_t most : {0u, 1u, 1000u, 20'000u}) {
    const DecodedFile decoded =
        decode_in_parallel(file_.path(), compression_of(bytes), most, 3, small_pieces());
    ASSERT_EQ(decoded.text, text.substr(0, most));
  }
}

// Members whose text looks as if members began in it.
TEST(ParallelStreams, BytesThatLookLikeMembersAreText) {
  const std::string inner = test::gzip(lines_of_pieces(20));
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += inner.substr(0, 30) + "and so on\n";
  // Stored, not compressed: the bytes of the text stand in the file.
  std::string bytes;
  for (int i = 0; i < 5; ++i) {
    const auto size = static_cast<unsigned>(text.size());
    std::string member("\x1f\x8b\x08\0\0\0\0\0\0\x03\x01", 11);
    for (const unsigned part : {size, ~size}) {
      member += static_cast<char>(part & 0xffu);
      member += static_cast<char>(part >> 8 & 0xffu);
    }
    member += text;
    // The checksum and the length come from a member with the same text.
    const std::string other = test::gzip(text);
    bytes += member + other.substr(other.size() - 8) + test::gzip(text);
  }
  std::string all;
  for (int i = 0; i < 10; ++i)
    all += text;
  const test::MemoryFile file(bytes);
  const Compression& compression = *find_compression(bytes);
  for (const std::size_t helpers : {0u, 1u, 3u}) {
    const DecodedFile decoded =
        decode_in_parallel(file.path(), compression, kAll, helpers, small_pieces());
    ASSERT_EQ(decoded.end, "the end");
    ASSERT_TRUE(decoded.text == all);
  }
}

}  // namespace
}  // namespace logscan
