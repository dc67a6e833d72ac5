#include "aggregate/top_keys.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "record/table_hash.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using Exact = std::map<std::size_t, std::map<std::string, std::uint64_t>>;

constexpr std::size_t kAll = 1u << 30;

std::vector<KeyCount> sorted(const std::map<std::string, std::uint64_t>& counts, std::size_t most) {
  std::vector<KeyCount> out;
  for (const auto& [key, count] : counts)
    out.push_back({key, count});
  std::stable_sort(out.begin(), out.end(),
                   [](const KeyCount& a, const KeyCount& b) { return a.count > b.count; });
  out.resize(std::min(most, out.size()));
  return out;
}

std::vector<std::pair<std::string, std::uint64_t>> pairs(const std::vector<KeyCount>& keys) {
  std::vector<std::pair<std::string, std::uint64_t>> out;
  for (const KeyCount& key : keys)
    out.emplace_back(key.key, key.count);
  return out;
}

/// Adds to both, so that one is the truth of the other.
struct Stream {
  explicit Stream(std::size_t budget) : keys(budget) {}

  void add(std::size_t list, const std::string& key, std::uint64_t count = 1) {
    keys.add({key, table_hash(key), static_cast<std::uint32_t>(list),
              static_cast<std::uint32_t>(count)});
    exact[list][key] += count;
  }
  TopKeys keys;
  Exact exact;
};

// Never too low, never more than `bound` too high, and what is not listed has at most `bound`.
void check_list(const TopKeys& keys, std::size_t list,
                const std::map<std::string, std::uint64_t>& truth) {
  const std::vector<KeyCount> listed = keys.top(list, kAll);
  if (keys.exact(list)) {
    EXPECT_EQ(keys.bound(list), 0u) << list;
    EXPECT_EQ(pairs(listed), pairs(sorted(truth, kAll))) << list;
    return;
  }
  std::map<std::string, std::uint64_t> unlisted = truth;
  for (const KeyCount& key : listed) {
    ASSERT_TRUE(unlisted.contains(key.key)) << list;
    const std::uint64_t right = unlisted[key.key];
    EXPECT_GE(key.count, right) << list;
    EXPECT_LE(key.count, right + keys.bound(list)) << list;
    unlisted.erase(key.key);
  }
  for (const auto& [key, count] : unlisted)
    EXPECT_LE(count, keys.bound(list)) << list;
}

void check(const TopKeys& keys, const Exact& exact) {
  for (const auto& [list, truth] : exact)
    check_list(keys, list, truth);
}

// Adds skewed keys to many lists; higher lists are smaller.
void add_random(Stream& stream, std::mt19937_64& random, int adds) {
  for (int i = 0; i < adds; ++i) {
    const std::size_t list = random() % 4 == 0 ? 1 + random() % 6 : 0;
    const std::uint64_t limit = list == 0 || list == 1 ? 1u << (random() % 14) : 40;
    const std::string name = std::to_string(random() % limit);
    stream.add(list, std::string(random() % 2 == 0 ? 0 : name.size() * 7, 'k') + name,
               1 + random() % 3);
  }
}

TEST(TopKeys, IsExactUnderTheBudget) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::mt19937_64 random(seed);
    Stream stream(TopKeys::kDefaultBudget);
    add_random(stream, random, 5000);
    for (std::size_t list = 0; list < 8; ++list)
      EXPECT_TRUE(stream.keys.exact(list));
    check(stream.keys, stream.exact);
    EXPECT_EQ(pairs(stream.keys.top(0, 10)), pairs(sorted(stream.exact[0], 10)));
  }
}

TEST(TopKeys, KeepsItsBoundsOverTheBudget) {
  int sketched = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    std::mt19937_64 random(seed);
    Stream stream(TopKeys::kSmallList + random() % 60000);
    add_random(stream, random, 4000);
    check(stream.keys, stream.exact);
    sketched += !stream.keys.exact(0);
    // The small lists are exact whatever became of the large one.
    for (std::size_t list = 2; list < 7; ++list)
      EXPECT_TRUE(stream.keys.exact(list)) << seed;
    if (HasFailure()) return;
  }
  EXPECT_GT(sketched, 50);
}

TEST(TopKeys, FindsTheFrequentAmongMany) {
  Stream stream(100000);
  std::mt19937_64 random(5);
  for (int i = 0; i < 60000; ++i) {
    stream.add(0, "rare" + std::to_string(i));
    if (i % 10 == 0) stream.add(0, "often" + std::to_string(random() % 5));
  }
  EXPECT_FALSE(stream.keys.exact(0));
  for (const KeyCount& key : stream.keys.top(0, 5))
    EXPECT_TRUE(key.key.starts_with("often"));
  check(stream.keys, stream.exact);
}

TEST(TopKeys, TakesManyAtOnceAsOneByOne) {
  std::mt19937_64 random(7);
  TopKeys single(35000);
  TopKeys batched(35000);
  for (int batch = 0; batch < 60; ++batch) {
    std::vector<std::string> names;
    for (std::size_t i = random() % 200; i > 0; --i)
      names.push_back("/path/of/many/" + std::to_string(random() % (1u << random() % 14)));
    std::vector<TopKeys::Item> items;
    for (const std::string& name : names) {
      items.push_back({name, table_hash(name), static_cast<std::uint32_t>(random() % 3),
                       static_cast<std::uint32_t>(1 + random() % 5)});
    }
    for (const TopKeys::Item& item : items)
      single.add(item);
    batched.add(items);
  }
  EXPECT_FALSE(single.exact(0));
  for (std::size_t list = 0; list < 3; ++list) {
    EXPECT_EQ(single.bound(list), batched.bound(list));
    EXPECT_EQ(pairs(single.top(list, kAll)), pairs(batched.top(list, kAll)));
  }
}

TEST(TopKeys, MergesExactListsToWhatOnePassGives) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::mt19937_64 random(seed);
    std::vector<Stream> parts;
    for (int i = 0; i < 4; ++i) {
      add_random(parts.emplace_back(TopKeys::kDefaultBudget), random, 800);
    }
    TopKeys forward;
    TopKeys backward;
    Exact exact;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      forward.merge(parts[i].keys);
      backward.merge(parts[parts.size() - 1 - i].keys);
      for (const auto& [list, counts] : parts[i].exact) {
        for (const auto& [key, count] : counts)
          exact[list][key] += count;
      }
    }
    check(forward, exact);
    for (const auto& [list, counts] : exact) {
      EXPECT_TRUE(forward.exact(list));
      EXPECT_EQ(pairs(forward.top(list, kAll)), pairs(backward.top(list, kAll)));
    }
  }
}

TEST(TopKeys, MergesSketchesWithinTheirBounds) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    std::mt19937_64 random(seed);
    const std::size_t budget = TopKeys::kSmallList + random() % 30000;
    Stream all(budget);
    for (int i = 0; i < 3; ++i) {
      Stream part(budget);
      add_random(part, random, 1500 + static_cast<int>(random() % 1500));
      all.keys.merge(part.keys);
      for (const auto& [list, counts] : part.exact) {
        for (const auto& [key, count] : counts)
          all.exact[list][key] += count;
      }
    }
    add_random(all, random, 500);
    check(all.keys, all.exact);
    if (HasFailure()) FAIL() << "seed " << seed;
  }
}

TEST(TopKeys, TakesKeysOfAnyLengthAcrossChunks) {
  for (const std::size_t step : {1u, 7u, 1023u, 1024u}) {
    Stream stream(TopKeys::kDefaultBudget);
    for (std::size_t i = 0; i < 400; ++i) {
      std::string key(i * step % (TopKeys::kKeyBytes + 1), static_cast<char>('a' + i % 26));
      stream.add(i % 3, key);
    }
    stream.add(0, "");
    stream.add(TopKeys::kMostLists - 1, "");
    stream.keys.add({{}, table_hash({}), 5});  // no bytes anywhere
    stream.exact[5][""] += 1;
    stream.add(0, std::string(TopKeys::kKeyBytes, '\0'));
    stream.add(0, std::string(TopKeys::kKeyBytes - 1, '\0'));
    check(stream.keys, stream.exact);
  }
}

TEST(TopKeys, FillsChunksToTheirLastByte) {
  Stream stream(TopKeys::kDefaultBudget);
  for (int i = 0; i < 200; ++i) {  // 63 of these keys and the empty one fill a chunk
    std::string key = std::to_string(i);
    key.resize(TopKeys::kKeyBytes, '.');
    stream.add(1, key, static_cast<std::uint64_t>(i + 1));
    stream.add(1, "");
  }
  check(stream.keys, stream.exact);
}

TEST(TopKeys, TakesAnEmptyKeyThatHasNoBytesAnywhere) {
  TopKeys keys;
  keys.add({{}, table_hash({}), 0});
  keys.add({"", table_hash(""), 0});
  const std::vector<KeyCount> top = keys.top(0, 10);
  ASSERT_EQ(top.size(), 1u);
  EXPECT_EQ(top[0].count, 2u);
}

TEST(TopKeys, TellsListsApart) {
  Stream stream(TopKeys::kDefaultBudget);
  for (std::size_t list = 0; list < TopKeys::kMostLists; ++list)
    stream.add(list, "same", list + 1);
  check(stream.keys, stream.exact);
  EXPECT_TRUE(TopKeys().top(3, 10).empty());
}

}  // namespace
}  // namespace logscan
