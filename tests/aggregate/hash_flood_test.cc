// Keys chosen by an attacker who knows the code, but not the random numbers of the process.

#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/group_table.h"
#include "aggregate/key_dictionary.h"
#include "aggregate/minute_counts.h"
#include "aggregate/top_keys.h"
#include "logscan/aggregate.h"
#include "record/table_hash.h"
#include "support/parts.h"
#include "support/query_maker.h"
#include "support/temp_file.h"
#include "text/byte_writer.h"
#include "text/hash_bytes.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

constexpr std::size_t kKeys = 40'000;
// Random keys take about 2.5 steps each in a table that is three quarters full.
constexpr std::size_t kMostSteps = 10 * kKeys;

TableSecret secret_of(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  TableSecret secret;
  for (unsigned char& byte : secret.key)
    byte = static_cast<unsigned char>(random());
  secret.multiplier = random() | 1;
  return secret;
}

// XXH3 multiplies the words from bytes 16 and 24 on after XOR with its secret. The word at 16
// cancels the secret, so the one at 24 counts for nothing.
std::vector<std::string> keys_of_one_hash() {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < kKeys; ++i) {
    const std::string number = std::to_string(10'000'000 + i);
    keys.push_back("/0123456789abcde\xde\xd4\x6d\xe9\x83\x90\x97\xdb" + number);
  }
  return keys;
}

// Each as its short keys are: nothing but a number.
std::vector<std::string> numbers() {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < kKeys; ++i)
    keys.push_back(std::to_string(i));
  return keys;
}

TEST(HashFlood, KeysOfOneXxh3AreCheap) {
  const std::vector<std::string> keys = keys_of_one_hash();
  for (const std::string& key : keys)
    ASSERT_EQ(hash_bytes(key), hash_bytes(keys.front()));
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    replace_table_secret(secret_of(seed));
    for (const std::vector<std::string>& all : {keys, numbers()}) {
      TopKeys lists;
      GroupTable<GroupMeasures> groups(std::size_t{1} << 30);
      KeyDictionary dictionary;
      for (const std::string& key : all) {
        lists.add({key, table_hash(key), 3});
        ++groups.row(key, table_hash(key)).count;
        dictionary.find_or_add(key, table_hash(key));
      }
      EXPECT_EQ(groups.size(), kKeys);
      EXPECT_EQ(dictionary.size(), kKeys);
      EXPECT_LT(lists.search_steps(), kMostSteps);
      EXPECT_LT(groups.search_steps(), kMostSteps);
      EXPECT_LT(dictionary.search_steps(), kMostSteps);
    }
  }
}

// Multiples of a number whose product with the golden ratio is nearly whole, which a multiplication
// by that ratio puts side by side.
TEST(HashFlood, MinutesOfOneResidueAreCheap) {
  constexpr std::int64_t kFibonacci = 102'334'155;
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    replace_table_secret(secret_of(seed));
    MinuteCounts minutes;
    for (std::size_t i = 0; i < kKeys; ++i)
      minutes.add(static_cast<std::int64_t>(i) * kFibonacci, 1, 0);
    EXPECT_EQ(minutes.size(), kKeys);
    EXPECT_LT(minutes.search_steps(), kMostSteps);
  }
}

TEST(HashFlood, EachSearchTakesAtLeastOneStep) {
  KeyDictionary dictionary;
  EXPECT_EQ(dictionary.search_steps(), 0u);
  dictionary.find_or_add("a", TableHash{63});
  EXPECT_EQ(dictionary.search_steps(), 1u);
  dictionary.find_or_add("b", TableHash{63});
  dictionary.find_or_add("c", TableHash{63});
  EXPECT_EQ(dictionary.search_steps(), 6u);  // around the end
}

TEST(HashFlood, EachProcessDrawsNumbersOfItsOwn) {
  const TableSecret one = draw_table_secret();
  const TableSecret other = draw_table_secret();
  EXPECT_NE(one.key, other.key);
  EXPECT_NE(one.multiplier, other.multiplier);
  EXPECT_EQ(one.multiplier & other.multiplier & 1, 1u);
  replace_table_secret(one);
  const TableHash hash = table_hash("key");
  EXPECT_EQ(table_hash("key"), hash);
  replace_table_secret(other);
  EXPECT_NE(table_hash("key"), hash);
}

std::string bytes_of_random_lists() {
  std::mt19937_64 random(1);
  TopKeys lists(70'000);
  for (int i = 0; i < 20'000; ++i) {
    const std::string key = std::to_string(random() % (1 + random() % 8000));
    lists.add({key, table_hash(key), static_cast<std::uint32_t>(random() % 3)});
  }
  EXPECT_FALSE(lists.exact(0));
  ByteWriter to;
  lists.write(to);
  return to.release();
}

TEST(HashFlood, ListsKeepTheSameKeysWhateverTheNumbers) {
  replace_table_secret(secret_of(1));
  const std::string right = bytes_of_random_lists();
  replace_table_secret(secret_of(2));
  EXPECT_TRUE(bytes_of_random_lists() == right);
}

// Reports and partials, of sketches too.
TEST(HashFlood, NothingThatIsWrittenDependsOnTheNumbers) {
  int sketches = 0;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    test::LogMaker random(seed);
    std::string log = random.lines(300);
    for (std::size_t i = 0; i < 3000; ++i) {
      const std::string number = std::to_string(random.below(2000));
      log += "192.0.2." + std::to_string(i % 250) + " - - [10/Oct/2023:13:55:36 +0000] \"GET /" +
             number + std::string(random.below(300), 'x') + " HTTP/1.1\" 404 7\n";
    }
    const test::TempFile file(log);
    EngineOptions options = test::one_thread();
    options.query = test::compiled(test::random_query(random));
    test::ask(options, [](QuerySpec& spec) {
      spec.groups.push_back({{"path"}, {Measure::kCount, Measure::kClients}});
    });
    const bool is_large = seed % 3 == 0;
    test::ask(options, [&](QuerySpec& spec) {
      spec.memory = is_large ? 10'000'000 : 30'000 + random.below(30'000);
    });
    if (!is_large)
      test::ask(options, [&](QuerySpec& spec) {
        spec.filter = {};
      });  // it may leave too few rows for sketches
    std::optional<std::string> right;
    for (const std::uint64_t secret : {1u, 2u, 3u}) {
      replace_table_secret(secret_of(secret));
      const Aggregate found = collect(test::open_all({file.path()}), options);
      const Summary summary = found.summarize(options.query->spec);
      sketches += !summary.groups.back().exact;
      const std::string all = found.write() + test::stable_json(summary);
      if (!right) right = all;
      ASSERT_TRUE(all == *right) << seed;
    }
  }
  EXPECT_GT(sketches, 15);
}

}  // namespace
}  // namespace logscan
