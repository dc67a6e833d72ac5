#include "aggregate/key_dictionary.h"

#include <string>
#include <vector>

#include "record/table_hash.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(KeyDictionary, NumbersKeysAndKeepsTheirBytes) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < 3000; ++i)
    keys.push_back(std::string(i % 90, 'k') + std::to_string(i / 90));
  keys.push_back("");
  keys.push_back(std::string(100'000, 'x'));
  KeyDictionary dictionary;
  std::vector<std::string_view> bytes;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    KeyDictionary::Key& key = dictionary.find_or_add(keys[i], table_hash(keys[i]));
    EXPECT_EQ(key.id(), i);
    EXPECT_EQ(key.part, 0u);
    key.part = static_cast<std::uint32_t>(i);
    bytes.push_back(key.bytes());
  }
  EXPECT_EQ(dictionary.size(), keys.size());
  EXPECT_GT(dictionary.memory(), keys.size() * sizeof(KeyDictionary::Key) + 100'000);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const KeyDictionary::Key& key = dictionary.find_or_add(keys[i], table_hash(keys[i]));
    EXPECT_EQ(key.id(), i);
    EXPECT_EQ(key.part, i);
    EXPECT_EQ(bytes[i], keys[i]);
    EXPECT_EQ(bytes[i].data(), key.bytes().data());
  }
  EXPECT_EQ(dictionary.size(), keys.size());
}

}  // namespace
}  // namespace logscan
