#include <bit>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "text/byte_reader.h"
#include "text/byte_writer.h"
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

}  // namespace
}  // namespace logscan
