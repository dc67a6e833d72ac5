#include "record/string_pool.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(StringPool, KeepsEachStringOnceInTheOrderOfComing) {
  StringPool pool;
  EXPECT_EQ(pool.intern("b"), 0u);
  EXPECT_EQ(pool.intern("a"), 1u);
  EXPECT_EQ(pool.intern("b"), 0u);
  EXPECT_EQ(pool.intern(""), 2u);
  EXPECT_EQ(pool.intern(std::string_view("\0", 1)), 3u);
  EXPECT_EQ(pool.intern(""), 2u);
  EXPECT_EQ(pool.size(), 4u);
  EXPECT_EQ(pool.bytes(), 3u);
  EXPECT_EQ(pool.at(0), "b");
  EXPECT_EQ(pool.at(2), "");
  EXPECT_EQ(pool.at(3), std::string_view("\0", 1));
  EXPECT_EQ(pool.hash(1), table_hash("a"));
}

TEST(StringPool, TellsApartStringsOfOneHash) {
  StringPool pool;
  EXPECT_EQ(pool.intern("a", TableHash{7}), 0u);
  EXPECT_EQ(pool.intern("b", TableHash{7}), 1u);
  EXPECT_EQ(pool.intern("a", TableHash{7}), 0u);
  EXPECT_EQ(pool.intern("c", TableHash{7 + 1024}), 2u);
  EXPECT_EQ(pool.intern("b", TableHash{7}), 1u);
}

TEST(StringPool, GrowsAndCanBeReused) {
  StringPool pool;
  for (int round = 0; round < 3; ++round) {
    for (std::uint32_t i = 0; i < 20000; ++i)
      ASSERT_EQ(pool.intern(std::to_string(i)), i);
    for (std::uint32_t i = 0; i < 20000; ++i) {
      ASSERT_EQ(pool.intern(std::to_string(i)), i);
      ASSERT_EQ(pool.at(i), std::to_string(i));
    }
    pool.clear();
    EXPECT_EQ(pool.size(), 0u);
    EXPECT_EQ(pool.bytes(), 0u);
  }
}

TEST(StringPool, HashesAlikeOnEveryMachine) {
  EXPECT_EQ(hash_bytes(""), 0x2d06800538d394c2u);  // XXH3, seed 0
  EXPECT_NE(hash_bytes("a"), hash_bytes("b"));
}

}  // namespace
}  // namespace logscan
