#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "format/key_table.h"
#include "format/word.h"

namespace logscan {

/// A key with the mark after it, and its slot.
class UsualKey {
 public:
  static constexpr std::size_t kLongest = 16;

  UsualKey() = default;
  /// `key` has at most kLongest bytes with the mark after it.
  UsualKey(std::string_view key, std::uint16_t slot) : size_(key.size()), slot_(slot) {
    std::memcpy(bytes_.data(), key.data(), key.size());
    std::memset(mask_.data(), 0xff, key.size());
  }

  /// Returns whether the text at `at` begins with the key. Sixteen bytes must be readable.
  bool begins(const char* at) const {
    const std::uint64_t differs =
        ((load64(at) ^ bytes_[0]) & mask_[0]) | ((load64(at + 8) ^ bytes_[1]) & mask_[1]);
    return differs == 0 && size_ != 0;
  }

  std::size_t size() const { return size_; }  ///< with the mark
  std::uint16_t slot() const { return slot_; }

 private:
  std::array<std::uint64_t, kLongest / 8> bytes_{};
  std::array<std::uint64_t, kLongest / 8> mask_{};
  std::size_t size_ = 0;  ///< 0 for none
  std::uint16_t slot_ = kNoSlot;
};

/// The keys of earlier lines in their order. The next line nearly always has the same, or lacks a
/// few of them, and one comparison each shows it. Affects only speed.
class UsualKeys {
 public:
  void begin_line() { next_ = 0; }

  /// Returns the key with which the text at `at` begins, if that may come next, or nullptr. Sixteen
  /// bytes must be readable.
  const UsualKey* find(const char* at) {
    const std::size_t end = std::min(next_ + 1 + kMostMissing, keys_.size());
    for (std::size_t i = next_; i < end; ++i) {
      if (!keys_[i].begins(at)) continue;
      next_ = i + 1;
      return &keys_[i];
    }
    return nullptr;
  }

  /// Adds a key that find() did not find, unless it is long. `key` includes the mark after it.
  void insert(std::string_view key, std::uint16_t slot) {
    if (key.size() > UsualKey::kLongest || next_ == keys_.size()) return;
    std::move_backward(keys_.begin() + static_cast<std::ptrdiff_t>(next_), keys_.end() - 1,
                       keys_.end());
    keys_[next_++] = UsualKey(key, slot);
  }

 private:
  static constexpr std::size_t kMostMissing = 4;

  std::array<UsualKey, 32> keys_;
  std::size_t next_ = 0;
};

}  // namespace logscan
