#include <bit>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "support/pieces.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"
#include "text/hash_bytes.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(Bytes, RestoreEveryNumber) {
  std::mt19937_64 random(1);
  ByteWriter to;
  std::vector<std::uint64_t> numbers = {0, 1, 127, 128, 16383, 16384, UINT64_MAX};
  for (unsigned bits = 0; bits < 64; ++bits) {
    numbers.push_back(std::uint64_t{1} << bits);
    numbers.push_back(random() >> bits);
  }
  for (const std::uint64_t number : numbers) {
    to.number(number);
    to.signed_number(static_cast<std::int64_t>(number));
    to.word(number);
    to.flag(number % 2 == 0);
    to.text(std::to_string(number));
  }
  ByteReader from(to.bytes());
  for (const std::uint64_t number : numbers) {
    EXPECT_EQ(from.number(), number);
    EXPECT_EQ(from.signed_number(), static_cast<std::int64_t>(number));
    EXPECT_EQ(from.word(), number);
    EXPECT_EQ(from.flag(), number % 2 == 0);
    EXPECT_EQ(from.text(), std::to_string(number));
  }
  EXPECT_TRUE(from.at_end());
}

TEST(Bytes, KeepSmallNumbersSmall) {
  ByteWriter to;
  to.number(127);
  to.signed_number(-64);
  to.signed_number(63);
  EXPECT_EQ(to.bytes().size(), 3u);
  to.number(UINT64_MAX);
  EXPECT_EQ(to.bytes().size(), 13u);
}

TEST(Bytes, AcceptOnlyTheCanonicalForm) {
  using namespace std::string_literals;
  for (const std::string& bytes :
       {""s, "\x80"s, "\x80\0"s, "\xff\x80\0"s, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"s,
        "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"s}) {
    EXPECT_THROW(ByteReader(bytes).number(), BytesError);
    EXPECT_THROW(ByteReader(bytes).text(), BytesError);
  }
  EXPECT_EQ(ByteReader("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"s).number(), UINT64_MAX);
  EXPECT_THROW(ByteReader("\2"s).flag(), BytesError);
  EXPECT_THROW(ByteReader("\4abc"s).text(), BytesError);
  EXPECT_THROW(ByteReader("1234567"s).word(), BytesError);
  EXPECT_THROW(ByteReader("\5"s).number(4), BytesError);
}

TEST(Bytes, RefuseCountsThatCannotFit) {
  const std::string bytes = "\4" + std::string(8, '\0');
  EXPECT_EQ(ByteReader(bytes).count(2), 4u);
  EXPECT_THROW(ByteReader(bytes).count(3), BytesError);
  ByteWriter many;
  many.number(UINT64_MAX);
  EXPECT_THROW(ByteReader(many.bytes()).count(), BytesError);
}

TEST(Bytes, ReadTheirRestFromACopyWithoutMore) {
  // A sanitizer then detects reads past the end.
  ByteWriter to;
  to.text("abc");
  for (std::size_t size = 0; size < to.bytes().size(); ++size) {
    const std::vector<char> part(to.bytes().begin(),
                                 to.bytes().begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THROW(ByteReader({part.data(), part.size()}).text(), BytesError);
  }
}

TEST(Bytes, ComeInPiecesOfAnySize) {
  ByteWriter to;
  std::string passed_on;
  for (std::uint64_t i = 0; i < 30; ++i) {
    to.number(i << i);
    to.text(std::string(i, 'a'));
    to.word(i);
    if (i % 7 == 0) to.move_to([&](std::string_view bytes) { passed_on += bytes; });
  }
  passed_on += to.bytes();
  for (std::size_t size = 1; size <= passed_on.size(); ++size) {
    for (const bool forgets : {false, true}) {
      test::Pieces source(passed_on, size);
      ByteReader from(source);
      std::vector<std::string_view> texts;
      for (std::uint64_t i = 0; i < 30; ++i) {
        if (forgets) from.forget();
        ASSERT_EQ(from.number(), i << i) << size;
        texts.push_back(from.text());
        ASSERT_EQ(texts.back(), std::string(i, 'a')) << size;
        ASSERT_EQ(from.word(), i) << size;
      }
      EXPECT_TRUE(from.at_end());
      EXPECT_THROW(from.number(), BytesError);
      for (std::size_t i = 0; i < texts.size() && !forgets; ++i)
        ASSERT_EQ(texts[i], std::string(i, 'a')) << "views stay valid";
    }
  }
}

TEST(Bytes, OfASourceAreNeverMoreThanItHas) {
  ByteWriter to;
  to.number(1000);
  to.raw("some");
  for (std::size_t size = 1; size <= to.bytes().size(); ++size) {
    test::Pieces source(to.bytes(), size);
    EXPECT_THROW(ByteReader(source).text(), BytesError);
    test::Pieces again(to.bytes(), size);
    EXPECT_THROW(ByteReader(again).count(), BytesError);
  }
}

TEST(ByteHash, IsTheHashOfAllPieces) {
  std::string bytes;
  for (std::size_t i = 0; i < 1000; ++i)
    bytes += static_cast<char>(i * i % 251);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ByteHash hash;
    hash.add(std::string_view(bytes).substr(0, size));
    ASSERT_EQ(hash.value(), hash_bytes(std::string_view(bytes).substr(0, size)));
    hash.add(std::string_view(bytes).substr(size));
    ASSERT_EQ(hash.value(), hash_bytes(bytes));
  }
}

}  // namespace
}  // namespace logscan
