// Hashes keys so that nobody can choose keys that collide.
//
// The secret is an input of XXH3 itself, because mixing it into the result would come too late.
// With XXH3's own, known secret, keys with one 64-bit hash are free: 17 to 240 bytes are hashed by
// multiplying pairs of words after XOR with the secret, so a word equal to the secret's makes its
// product 0, whatever the other word is.
//
// A 64-bit seed (XXH3_64bits_withSeed) is not enough, because it moves all words of the known
// secret by one number. Pairs of keys are known that collide for one seed in 1,400
// (https://github.com/Cyan4973/xxHash/issues/1127). With 192 random bytes, the best known pair
// collides in one process of 2^27, so n such keys cost a search n / 2^27 extra steps.
//
// XXH3 mixes short keys with known constants after the secret, so nothing is proven about some bits
// of its result. Hence the last step: a product with a random odd number, of which 32 bits from the
// middle to the top are kept. If two numbers differ in their low 32 + b bits, the low b of the kept
// bits are equal with a probability of at most 2 / 2^b (Dietzfelbinger, Hagerup, Katajainen,
// Penttonen, "A reliable randomized algorithm for the closest-pair problem", 1997).

#include "record/table_hash.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <sys/random.h>
#include <system_error>
#include <utility>

#include <xxhash.h>

namespace logscan {
namespace {

// Drawn before main() runs, since a check for the first use would cost more than XXH3 of a short
// key.
TableSecret table_secret = draw_table_secret();

std::uint64_t keyed_xxh3(std::string_view key) {
  return XXH3_64bits_withSecret(key.data(), key.size(), table_secret.key.data(),
                                table_secret.key.size());
}

[[gnu::noinline]] std::uint64_t hash_of_long(std::string_view key) {
  return keyed_xxh3(key);
}

}  // namespace

void grow_slots(std::vector<std::uint64_t>& slots, std::size_t first) {
  std::vector<std::uint64_t> old(std::max(first, slots.size() * 2));
  std::swap(old, slots);
  const std::size_t mask = slots.size() - 1;
  for (const std::uint64_t value : old) {
    if (value == 0) continue;
    std::size_t slot = value >> 32 & mask;
    while (slots[slot] != 0)
      slot = (slot + 1) & mask;
    slots[slot] = value;
  }
}

TableSecret draw_table_secret() {
  TableSecret secret;
  static_assert(sizeof(secret) <= 256);  // the kernel returns so many at once, or none
  if (::getrandom(&secret, sizeof(secret), 0) < 0)
    throw std::system_error(errno, std::generic_category(), "getrandom");
  secret.multiplier |= 1;
  return secret;
}

void replace_table_secret(const TableSecret& secret) {
  table_secret = secret;
}

// The branch for longer keys stays a call, so that the others need not save its registers.
[[gnu::flatten]] TableHash table_hash(std::string_view key) {
  constexpr std::size_t kMaxShort = 240;  // beyond this, XXH3 uses another algorithm
  const std::uint64_t hash = key.size() > kMaxShort ? hash_of_long(key) : keyed_xxh3(key);
  return {static_cast<std::uint32_t>(hash * table_secret.multiplier >> 32)};
}

}  // namespace logscan
