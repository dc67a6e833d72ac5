#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "format/key_table.h"
#include "format/word.h"

namespace logscan {

/// A key with the mark after it, and its slot, as a line before had them at one place. The next
/// line nearly always has them there, too, and one comparison shows it. Affects only speed.
class UsualKey {
 public:
  /// Returns whether the text at `at` begins with the key. Sixteen bytes must be readable.
  bool begins(const char* at) const {
    const std::uint64_t differs =
        ((load64(at) ^ bytes_[0]) & mask_[0]) | ((load64(at + 8) ^ bytes_[1]) & mask_[1]);
    return differs == 0 && size_ != 0;
  }

  /// Remembers a slot and, unless it is long, its key with the mark after it.
  void remember(std::string_view key, std::uint16_t slot) {
    *this = UsualKey();
    slot_ = slot;
    if (key.size() > sizeof bytes_) return;
    std::memcpy(bytes_.data(), key.data(), key.size());
    std::memset(mask_.data(), 0xff, key.size());
    size_ = key.size();
  }

  std::size_t size() const { return size_; }  ///< with the mark
  std::uint16_t slot() const { return slot_; }

 private:
  std::array<std::uint64_t, 2> bytes_{};
  std::array<std::uint64_t, 2> mask_{};
  std::size_t size_ = 0;  ///< 0 for none
  std::uint16_t slot_ = kNoSlot;
};

}  // namespace logscan
