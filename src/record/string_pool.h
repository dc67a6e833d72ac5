#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "record/table_hash.h"
#include "text/hash_bytes.h"

namespace logscan {

/// Strings kept once each, named by 32-bit ids from 0 on in the order they first came. Owns copies
/// of the bytes; views live until clear(). For one thread.
class StringPool {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;  ///< the id of a null string; never assigned

  /// Returns the id of `bytes` and adds them if they are new.
  std::uint32_t intern(std::string_view bytes) { return intern(bytes, table_hash(bytes)); }
  std::uint32_t intern(std::string_view bytes, TableHash hash);

  std::string_view at(std::uint32_t id) const {
    const Entry& entry = entries_[id];
    return {bytes_.data() + entry.offset, entry.length};
  }
  TableHash hash(std::uint32_t id) const { return entries_[id].hash; }

  std::size_t size() const { return entries_.size(); }  ///< strings
  std::size_t bytes() const { return bytes_.size(); }   ///< their bytes
  void clear();  ///< removes all strings and keeps the memory

  /// Returns how many slots are probed when every string is searched once.
  std::size_t search_steps() const;

 private:
  struct Entry {
    TableHash hash;
    std::uint32_t offset;
    std::uint32_t length;
  };

  void grow();

  std::vector<Entry> entries_;
  std::vector<char> bytes_;
  /// open addressing over entries_: id + 1, or 0 if free; the size is a power of two
  std::vector<std::uint32_t> slots_;
};

}  // namespace logscan
