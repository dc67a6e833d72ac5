#include "aggregate/key_arena.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace logscan {
namespace {

constexpr std::size_t kLargestChunk = 1 << 16;
constexpr std::size_t kSmallChunks = 6;
constexpr std::size_t kLongKey = kLargestChunk / 8;  // so a chunk wastes less than this at its end

/// Chunks are small at first, because there may be many small arenas.
std::size_t chunk_size(std::size_t chunks) {
  return kLargestChunk >> (chunks < kSmallChunks ? kSmallChunks - chunks : 0);
}

std::unique_ptr<char[]> room_for(std::size_t bytes) {
  return std::make_unique_for_overwrite<char[]>(bytes);
}

}  // namespace

const char* KeyArena::keep(std::string_view key) {
  if (key.size() > kLongKey) {
    long_keys_.push_back(room_for(key.size()));
    std::memcpy(long_keys_.back().get(), key.data(), key.size());
    return long_keys_.back().get();
  }
  if (key.size() > room_ || chunks_.empty()) {
    room_ = std::max(chunk_size(chunks_.size()), key.size());
    if (chunks_.size() >= kSmallChunks && !spare_.empty()) {
      chunks_.push_back(std::move(spare_.back()));
      spare_.pop_back();
    } else {
      chunks_.push_back({room_for(room_), 0});
    }
    cursor_ = chunks_.back().bytes.get();
  }
  char* const at = cursor_;
  if (!key.empty()) std::memcpy(at, key.data(), key.size());
  cursor_ += key.size();
  room_ -= key.size();
  ++chunks_.back().keys;
  return at;
}

void KeyArena::clear() {
  for (std::size_t i = kSmallChunks; i < chunks_.size(); ++i)
    spare_.push_back({std::move(chunks_[i].bytes), 0});
  chunks_.clear();
  long_keys_.clear();
  cursor_ = nullptr;
  room_ = 0;
}

KeyArena::Thinning::Thinning(KeyArena& arena)
    : arena_(arena),
      chunks_(std::exchange(arena.chunks_, {})),
      long_keys_(std::exchange(arena.long_keys_, {})) {
  arena.cursor_ = nullptr;
  arena.room_ = 0;
}

const char* KeyArena::Thinning::keep(std::string_view key) {
  const char* const kept = arena_.keep(key);
  drop(key);
  return kept;
}

// A chunk is freed with its last key.
void KeyArena::Thinning::drop(std::string_view key) {
  if (key.size() > kLongKey) {
    long_keys_[long_key_++].reset();
  } else if (--chunks_[chunk_].keys == 0) {
    chunks_[chunk_++].bytes.reset();
  }
}

}  // namespace logscan
