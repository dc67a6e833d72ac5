#include "query/key_tuple.h"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace logscan {
namespace {

using Values = std::vector<std::optional<std::string>>;

std::string tuple_of(const Values& values) {
  if (values.size() == 1)
    return std::string(single_key(values[0] ? std::string_view(*values[0]) : std::string_view()));
  std::string tuple;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t place = begin_key_value(tuple);
    tuple += values[i].value_or("");
    end_key_value(tuple, place, !values[i], i + 1 == values.size());
  }
  return tuple;
}

Values random_values(std::mt19937_64& random, std::size_t count) {
  Values values(count);
  for (auto& value : values) {
    if (random() % 5 == 0) continue;
    value.emplace();
    for (std::uint64_t length = random() % 5; length > 0; --length)
      *value += std::string("\0\0\1\2a\xff", 6)[random() % 6];
  }
  return values;
}

TEST(KeyTuple, ReturnsItsValuesAndSortsLikeThem) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t count = 1 + random() % 3;
    const Values a = random_values(random, count);
    const Values b = random_values(random, count);
    ASSERT_EQ(key_values(tuple_of(a), count), a);
    if (count > 1 || (a[0] != "" && b[0] != "")) {
      ASSERT_EQ(tuple_of(a) < tuple_of(b), a < b);
    }
    ASSERT_EQ(tuple_of(a) == tuple_of(b), a == b);
  }
}

TEST(KeyTuple, KeepsTheFirst1024BytesOfAValue) {
  for (const char byte : {'x', '\0'}) {
    for (const std::size_t size : {1023u, 1024u, 1025u, 9000u}) {
      const Values values = {std::string(size, byte), std::nullopt, std::string(size, byte), "z"};
      const std::string cut(std::min<std::size_t>(size, 1024), byte);
      EXPECT_EQ(key_values(tuple_of(values), 4), (Values{cut, std::nullopt, cut, "z"}));
      EXPECT_EQ(key_values(tuple_of({std::string(size, byte)}), 1), Values{cut});
    }
  }
}

TEST(KeyTuple, IsKnownFromOtherBytes) {
  std::mt19937_64 random(2);
  std::size_t tuples = 0;
  for (int round = 0; round < 100'000; ++round) {
    const std::size_t count = 1 + random() % 3;
    ASSERT_TRUE(is_key_tuple(tuple_of(random_values(random, count)), count));
    std::string bytes;
    for (std::uint64_t length = random() % 9; length > 0; --length)
      bytes += std::string("\0\0\1\2a\xff", 6)[random() % 6];
    if (!is_key_tuple(bytes, count)) continue;
    tuples += count > 1;
    ASSERT_EQ(tuple_of(key_values(bytes, count)), bytes);
  }
  EXPECT_GT(tuples, 100u);
  EXPECT_FALSE(is_key_tuple(std::string(1025, 'x'), 1));
  EXPECT_TRUE(is_key_tuple(std::string(1025, '\0'), 1));
  EXPECT_FALSE(is_key_tuple("\2" + std::string(1025, 'x'), 2));
  EXPECT_FALSE(is_key_tuple("x", 0));
}

TEST(KeyTuple, IsEmptyWithoutKeys) {
  EXPECT_TRUE(key_values("", 0).empty());
}

}  // namespace
}  // namespace logscan
