#include "aggregate/key_dictionary.h"

#include <algorithm>

namespace logscan {

KeyDictionary::Key& KeyDictionary::add(std::size_t slot, std::string_view bytes, TableHash hash) {
  if (size_ == chunks_.size() * kChunkKeys)
    chunks_.push_back(std::make_unique_for_overwrite<Key[]>(kChunkKeys));
  Key& added = at(size_);
  added.id_ = static_cast<std::uint32_t>(size_++);
  added.size_ = static_cast<std::uint32_t>(bytes.size());
  if (!added.is_short()) {
    const char* const kept = long_keys_.keep(bytes);
    std::memcpy(added.short_.data(), &kept, sizeof(kept));
    long_bytes_ += bytes.size();
  } else if (!bytes.empty()) {
    std::memcpy(added.short_.data(), bytes.data(), bytes.size());
  }
  slots_[slot] = std::uint64_t{hash.bits} << 32 | size_;
  return added;
}

void KeyDictionary::grow() {
  constexpr std::size_t kFirstSlots = 64;
  std::vector<std::uint64_t> old(std::max(kFirstSlots, slots_.size() * 2));
  std::swap(old, slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint64_t value : old) {
    if (value == 0) continue;
    std::size_t slot = value >> 32 & mask;
    while (slots_[slot] != 0)
      slot = (slot + 1) & mask;
    slots_[slot] = value;
  }
}

std::size_t KeyDictionary::memory() const {
  return chunks_.size() * kChunkKeys * sizeof(Key) + slots_.size() * sizeof(slots_[0]) +
         long_bytes_;
}

std::size_t KeyDictionary::search_steps() const {
  TableHash hash;
  return logscan::search_steps(slots_.size(), [&](std::size_t slot) {
    hash = {static_cast<std::uint32_t>(slots_[slot] >> 32)};
    return slots_[slot] == 0 ? nullptr : &hash;
  });
}

}  // namespace logscan
