// How keys are hashed so that nobody can choose keys that collide.
//
// The secret goes into XXH3 itself, because mixing it into the result would come too late. With
// XXH3's own, known secret, keys of one 64-bit hash are free: 17 to 240 bytes are hashed by
// multiplying pairs of words after XOR with the secret, so a word equal to the secret's makes its
// product 0 whatever the other word is.
//
// A 64-bit seed (XXH3_64bits_withSeed) is too little, because it moves all words of the known
// secret by one number. Pairs of keys are known that collide for one seed in 1,400
// (https://github.com/Cyan4973/xxHash/issues/1127). With 192 random bytes, the best pair known
// there collides in one process of 2^27, so n such keys cost a search n / 2^27 steps more.
//
// XXH3 mixes short keys with known constants after the secret, so nothing is proven about some bits
// of its result. Hence the last step: the product with a random odd number, of which 32 bits from
// the middle to the top are kept. Whatever two numbers were multiplied, if they differ in their low
// 32 + b bits, the low b of the bits kept are equal with a probability of at most 2 / 2^b
// (Dietzfelbinger, Hagerup, Katajainen, Penttonen, "A reliable randomized algorithm for the
// closest-pair problem", 1997).

#include "logscan/table_hash.h"

#include <cerrno>
#include <sys/random.h>
#include <system_error>

#include "record/table_secret.h"
#include <xxhash.h>

namespace logscan {
namespace {

// Drawn before main() runs, since a check for the first use would cost more than XXH3 of a short
// key.
TableSecret table_secret = draw_table_secret();

}  // namespace

TableSecret draw_table_secret() {
  TableSecret secret;
  if (::getrandom(&secret, sizeof(secret), 0) !=
      sizeof(secret))  // whole, or an error, to 256 bytes
    throw std::system_error(errno, std::generic_category(), "getrandom");
  secret.multiplier |= 1;
  return secret;
}

void replace_table_secret(const TableSecret& secret) {
  table_secret = secret;
}

TableHash table_hash(std::string_view key) {
  const std::uint64_t hash = XXH3_64bits_withSecret(key.data(), key.size(), table_secret.key.data(),
                                                    table_secret.key.size());
  return {static_cast<std::uint32_t>(hash * table_secret.multiplier >> 32)};
}

}  // namespace logscan
