#include "aggregate/key_arena.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace logscan {
namespace {

struct Kept {
  std::string key;
  const char* at;
};

void check(const std::vector<Kept>& all) {
  for (const Kept& each : all) {
    ASSERT_NE(each.at, nullptr);
    ASSERT_EQ(std::string_view(each.at, each.key.size()), each.key);
  }
}

std::string random_key(std::mt19937_64& random) {
  const std::uint64_t kind = random() % 20;
  const std::size_t length = kind == 0 ? random() % 200000 : kind == 1 ? random() % 9000 : kind;
  return std::string(length, static_cast<char>(random()));
}

TEST(KeyArena, KeepsAndThinsKeysOfAnyLength) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::mt19937_64 random(seed);
    KeyArena arena;
    std::vector<Kept> all;
    for (int round = 0; round < 6; ++round) {
      for (std::uint64_t i = random() % 300; i > 0; --i) {
        const std::string key = random_key(random);
        all.push_back({key, arena.keep(key)});
      }
      check(all);
      const std::uint64_t dropped = random() % 5;  // out of four; with 4 none is left
      std::vector<Kept> rest;
      KeyArena::Thinning thinning(arena);
      for (const Kept& each : all) {
        const std::string_view key(each.at, each.key.size());
        if (random() % 4 < dropped) {
          thinning.drop(key);
        } else {
          rest.push_back({each.key, thinning.keep(key)});
        }
      }
      all = rest;
      check(all);
    }
  }
}

TEST(KeyArena, KeepsKeysAgainWhenItWasCleared) {
  std::mt19937_64 random(9);
  KeyArena arena;
  for (int round = 0; round < 30; ++round) {
    std::vector<Kept> all;
    for (std::uint64_t i = random() % 400; i > 0; --i) {
      const std::string key = random_key(random);
      all.push_back({key, arena.keep(key)});
    }
    check(all);
    if (round % 3 == 0) {
      KeyArena::Thinning thinning(arena);
      for (Kept& each : all)
        each.at = thinning.keep({each.at, each.key.size()});
      check(all);
    }
    arena.clear();
  }
}

}  // namespace
}  // namespace logscan
