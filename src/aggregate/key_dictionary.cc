#include "aggregate/key_dictionary.h"

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
