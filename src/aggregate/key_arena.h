#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace logscan {

/// Owns the bytes of many keys, stored one after the other in the order in which they came. Long
/// keys are stored separately. A key does not move until Thinning moves or drops it. Not
/// thread-safe.
class KeyArena {
 public:
  /// Copies the key and returns the copy; not null even for the empty key.
  const char* keep(std::string_view key);

  /// Removes all keys, but keeps most of the memory.
  void clear();

  class Thinning;

 private:
  struct Chunk {
    std::unique_ptr<char[]> bytes;
    std::size_t keys = 0;
  };

  std::vector<Chunk> chunks_;
  std::vector<Chunk> spare_;  ///< chunks of the largest size, for reuse
  std::vector<std::unique_ptr<char[]>> long_keys_;
  char* cursor_ = nullptr;  ///< free space in the last chunk
  std::size_t room_ = 0;
};

/// Keeps some keys of an arena and drops the rest. Every key must be passed once, in the order in
/// which the keys came. Frees old chunks on the way, so it never needs much more memory than the
/// keys took before.
class KeyArena::Thinning {
 public:
  explicit Thinning(KeyArena& arena);

  const char* keep(std::string_view key);  ///< returns the new position of the key
  void drop(std::string_view key);

 private:
  KeyArena& arena_;
  std::vector<Chunk> chunks_;
  std::vector<std::unique_ptr<char[]>> long_keys_;
  std::size_t chunk_ = 0;
  std::size_t long_key_ = 0;
};

}  // namespace logscan
