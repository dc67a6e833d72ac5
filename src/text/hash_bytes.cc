#include "text/hash_bytes.h"

#include <new>

#include <xxhash.h>

namespace logscan {
namespace {

XXH3_state_t* state_at(void* place) {
  return static_cast<XXH3_state_t*>(place);
}

}  // namespace

std::uint64_t hash_bytes(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

void ByteHash::Free::operator()(void* state) const {
  XXH3_freeState(state_at(state));
}

ByteHash::ByteHash() : state_(XXH3_createState()) {
  if (state_ == nullptr) throw std::bad_alloc();
  XXH3_64bits_reset(state_at(state_.get()));
}

void ByteHash::add(std::string_view bytes) {
  XXH3_64bits_update(state_at(state_.get()), bytes.data(), bytes.size());
}

std::uint64_t ByteHash::value() const {
  return XXH3_64bits_digest(state_at(state_.get()));
}

}  // namespace logscan
