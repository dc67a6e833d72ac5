#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace logscan {

/// Owns the bytes of many keys, one behind the other in the order in which they came; a long one
/// lies by itself. A key stays where it is until Thinning moves or drops it. For one thread.
class KeyArena {
 public:
  /// A copy of the bytes; not null even for the empty key.
  const char* keep(std::string_view key);

  /// Forgets all keys, and keeps most of the room.
  void clear();

  class Thinning;

 private:
  struct Chunk {
    std::unique_ptr<char[]> bytes;
    std::size_t keys = 0;
  };

  std::vector<Chunk> chunks_;
  std::vector<Chunk> spare_;  ///< of the largest size, to be used again
  std::vector<std::unique_ptr<char[]>> long_keys_;
  char* cursor_ = nullptr;  ///< the free room of the last chunk
  std::size_t room_ = 0;
};

/// Keeps some keys of an arena, and drops the rest: every key must be named once, in the order in
/// which they came. Old chunks are freed on the way: it never takes much more room than the keys
/// took before.
class KeyArena::Thinning {
 public:
  explicit Thinning(KeyArena& arena);

  const char* keep(std::string_view key);  ///< where the key is from now on
  void drop(std::string_view key);

 private:
  KeyArena& arena_;
  std::vector<Chunk> chunks_;
  std::vector<std::unique_ptr<char[]>> long_keys_;
  std::size_t chunk_ = 0;
  std::size_t long_key_ = 0;
};

}  // namespace logscan
