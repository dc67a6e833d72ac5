#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "record/table_hash.h"

namespace logscan {

/// Strings with their hashes, named by 32-bit ids: their places in memory that is allocated once,
/// one after the other. For one thread.
class StringPool {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;  ///< the id of a null string; never assigned

  /// What a string takes at most besides its bytes.
  static constexpr std::size_t kStringCost = 11;

  /// Creates a pool with room for `bytes` bytes of strings and their costs, less than 4 GiB.
  explicit StringPool(std::size_t bytes) : bytes_(std::make_unique_for_overwrite<char[]>(bytes)) {}

  /// Returns the id of a copy of a string. There must be room for it.
  std::uint32_t add(std::string_view string);

  std::string_view at(std::uint32_t id) const {
    return {bytes_.get() + id + sizeof(Entry), entry(id).length};
  }
  TableHash hash(std::uint32_t id) const { return entry(id).hash; }

  std::size_t bytes() const { return used_; }  ///< of all strings, with their costs

  void clear() { used_ = 0; }

 private:
  /// Precedes the bytes of a string.
  struct Entry {
    TableHash hash;
    std::uint32_t length;
  };
  static_assert(sizeof(Entry) + alignof(Entry) - 1 == kStringCost);

  const Entry& entry(std::uint32_t id) const {
    return *reinterpret_cast<const Entry*>(bytes_.get() + id);
  }

  std::unique_ptr<char[]> bytes_;
  std::uint32_t used_ = 0;
};

}  // namespace logscan
