#include "record/string_pool.h"

#include <string>

#include "text/hash_bytes.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(StringPool, KeepsStringsInTheOrderOfComing) {
  StringPool pool(6, 5);
  EXPECT_EQ(pool.add("b"), 0u);
  EXPECT_EQ(pool.add("aa"), 1u);
  EXPECT_EQ(pool.add(""), 2u);
  EXPECT_EQ(pool.add(std::string_view("\0", 1)), 3u);
  EXPECT_EQ(pool.add({}), 4u);
  EXPECT_EQ(pool.add("b"), 5u);
  EXPECT_EQ(pool.bytes(), 5u);
  EXPECT_EQ(pool.at(0), "b");
  EXPECT_EQ(pool.at(1), "aa");
  EXPECT_EQ(pool.at(2), "");
  EXPECT_EQ(pool.at(3), std::string_view("\0", 1));
  EXPECT_EQ(pool.at(4), "");
  EXPECT_EQ(pool.at(5), "b");
  EXPECT_EQ(pool.hash(1), table_hash("aa"));
}

TEST(StringPool, CanBeReused) {
  StringPool pool(10, 100);
  for (int round = 0; round < 3; ++round) {
    for (std::uint32_t i = 0; i < 10; ++i)
      ASSERT_EQ(pool.add(std::to_string(i + 10 * static_cast<unsigned>(round))), i);
    for (std::uint32_t i = 0; i < 10; ++i)
      ASSERT_EQ(pool.at(i), std::to_string(i + 10 * static_cast<unsigned>(round)));
    pool.clear();
    EXPECT_EQ(pool.bytes(), 0u);
  }
}

TEST(StringPool, HashesAlikeOnEveryMachine) {
  EXPECT_EQ(hash_bytes(""), 0x2d06800538d394c2u);  // XXH3, seed 0
  EXPECT_NE(hash_bytes("a"), hash_bytes("b"));
}

}  // namespace
}  // namespace logscan
