#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "record/table_hash.h"

namespace logscan {

/// Strings with their hashes, named by 32-bit ids from 0 on in the order in which they came. Copies
/// the bytes into memory that is allocated once. For one thread.
class StringPool {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;  ///< the id of a null string; never assigned

  /// Creates a pool with room for `strings` strings, which take `bytes` bytes together.
  StringPool(std::size_t strings, std::size_t bytes)
      : entries_(std::make_unique_for_overwrite<Entry[]>(strings)),
        bytes_(std::make_unique_for_overwrite<char[]>(bytes)) {}

  /// Returns the id of a copy of a string. There must be room for it.
  std::uint32_t add(std::string_view string);

  std::string_view at(std::uint32_t id) const {
    const Entry& entry = entries_[id];
    return {bytes_.get() + entry.offset, entry.length};
  }
  TableHash hash(std::uint32_t id) const { return entries_[id].hash; }

  std::size_t bytes() const { return used_; }                           ///< of all strings
  std::size_t memory() const { return used_ + size_ * sizeof(Entry); }  ///< in use

  void clear() { used_ = size_ = 0; }

 private:
  struct Entry {
    TableHash hash;
    std::uint32_t offset;
    std::uint32_t length;
  };

  std::unique_ptr<Entry[]> entries_;
  std::unique_ptr<char[]> bytes_;
  std::uint32_t size_ = 0;
  std::uint32_t used_ = 0;
};

}  // namespace logscan
