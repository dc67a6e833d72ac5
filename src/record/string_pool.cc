#include "record/string_pool.h"

#include <algorithm>

namespace logscan {
namespace {

constexpr std::size_t kFirstSlots = 1024;

}  // namespace

std::uint32_t StringPool::intern(std::string_view bytes, TableHash hash) {
  if ((entries_.size() + 1) * 2 > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash.bits & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const std::uint32_t id = slots_[slot] - 1;
    if (entries_[id].hash == hash && at(id) == bytes) return id;
  }
  const std::uint32_t id = static_cast<std::uint32_t>(entries_.size());
  slots_[slot] = id + 1;
  entries_.push_back(
      {hash, static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(bytes.size())});
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  return id;
}

void StringPool::grow() {
  slots_.assign(std::max(kFirstSlots, slots_.size() * 2), 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::size_t slot = entries_[i].hash.bits & mask;
    while (slots_[slot] != 0)
      slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(i) + 1;
  }
}

std::size_t StringPool::search_steps() const {
  return logscan::search_steps(slots_.size(), [this](std::size_t slot) {
    return slots_[slot] == 0 ? nullptr : &entries_[slots_[slot] - 1].hash;
  });
}

void StringPool::clear() {
  if (entries_.empty()) return;
  std::fill(slots_.begin(), slots_.end(), 0u);
  entries_.clear();
  bytes_.clear();
}

}  // namespace logscan
