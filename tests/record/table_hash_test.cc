#include "record/table_hash.h"

#include <map>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace logscan {
namespace {

// Returns the value that a search for a hash finds in the slots, or 0.
std::uint64_t value_for(const std::vector<std::uint64_t>& slots, std::uint32_t hash,
                        std::uint32_t low) {
  for (std::size_t slot = hash & (slots.size() - 1);; slot = (slot + 1) & (slots.size() - 1)) {
    if (slots[slot] == 0 || slots[slot] == (std::uint64_t{hash} << 32 | low)) return slots[slot];
  }
}

TEST(GrowSlots, EachValueIsFoundAfterwards) {
  std::mt19937 random(1);
  std::vector<std::uint64_t> slots;
  std::map<std::uint32_t, std::uint32_t> hashes;  // by number
  grow_slots(slots, 4);
  ASSERT_EQ(slots, std::vector<std::uint64_t>(4));
  for (std::uint32_t number = 1; number < 3000; ++number) {
    if ((hashes.size() + 1) * 4 > slots.size() * 3) {
      const std::size_t before = slots.size();
      grow_slots(slots, 4);
      ASSERT_EQ(slots.size(), 2 * before);
      for (const auto& [other, hash] : hashes)
        ASSERT_NE(value_for(slots, hash, other), 0u) << other;
    }
    // Many hashes near the end of the slots, so that searches go on at their begin.
    const auto any = static_cast<std::uint32_t>(random());
    const std::uint32_t hash = any % 2 == 0 ? any : 0xffffffff - any % 8;
    std::size_t slot = hash & (slots.size() - 1);
    while (slots[slot] != 0)
      slot = (slot + 1) & (slots.size() - 1);
    slots[slot] = std::uint64_t{hash} << 32 | number;
    hashes[number] = hash;
  }
}

}  // namespace
}  // namespace logscan
