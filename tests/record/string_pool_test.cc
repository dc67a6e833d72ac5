#include "record/string_pool.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "text/hash_bytes.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::string_view_literals;

TEST(StringPool, KeepsStringsInTheOrderOfComing) {
  constexpr std::array kStrings = {"b"sv, "aa"sv,          ""sv, "\0"sv, std::string_view(),
                                   "b"sv, "twelve bytes"sv};
  std::size_t most = 0;
  for (const std::string_view string : kStrings)
    most += string.size() + StringPool::kStringCost;
  StringPool pool(most);
  std::vector<std::uint32_t> ids;
  for (const std::string_view string : kStrings)
    ids.push_back(pool.add(string));
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_LE(pool.bytes(), most);
  for (std::size_t i = 0; i < kStrings.size(); ++i) {
    EXPECT_EQ(pool.at(ids[i]), kStrings[i]);
    EXPECT_EQ(pool.hash(ids[i]), table_hash(kStrings[i]));
  }
}

TEST(StringPool, CanBeReused) {
  StringPool pool(1000);
  for (int round = 0; round < 3; ++round) {
    std::vector<std::uint32_t> ids;
    for (int i = 0; i < 10; ++i)
      ids.push_back(pool.add(std::to_string(i + 10 * round)));
    for (std::size_t i = 0; i < 10; ++i)
      ASSERT_EQ(pool.at(ids[i]), std::to_string(static_cast<int>(i) + 10 * round));
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
