#include "query/value_cache.h"

#include "support/log_maker.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(ValueCache, SaysWhatItsKeySays) {
  for (const char* name : {"network", "client/16/48", "agent_family", "bot"}) {
    const GroupKey key = GroupKey::parse(name);
    ASSERT_TRUE(key.is_expensive()) << name;
    ValueCache cache;
    test::LogMaker random(5);
    // More texts than are remembered, and some of them again and again; null, empty and long ones.
    for (int round = 0; round < 20'000; ++round) {
      std::string text = "192.0." + std::to_string(random.below(100)) + "." +
                         std::to_string(random.below(1 + random.below(100)));
      if (random.chance(4)) text = "curl/" + std::to_string(random.below(3000));
      if (random.chance(9)) text = "Googlebot " + std::string(random.below(1000), '/');
      if (random.chance(20)) text.clear();
      LogLine line;
      line.client = line.agent = text;
      if (random.chance(20)) line.client = line.agent = {};
      std::string right = "before ";
      std::string cached = right;
      ASSERT_EQ(cache.append(key, line, cached), key.append(line, right)) << text;
      ASSERT_EQ(cached, right) << text;
    }
  }
}

}  // namespace
}  // namespace logscan
