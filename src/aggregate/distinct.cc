#include "aggregate/distinct.h"

#include <algorithm>
#include <array>

#include "aggregate/sorted_words.h"

namespace logscan {
namespace {

constexpr unsigned kHighest = 64 - Distinct::kPrecision + 1;  // largest value of a register

// Returns x + sum of 2^(k-1) * x^(2^k) for k = 1, 2, ...; for 0 <= x < 1. This is the contribution
// of registers that are still zero.
double sigma(double x) {
  double sum = x;
  double scale = 1;
  for (double last = -1; sum != last; scale *= 2) {
    x *= x;
    last = sum;
    sum += x * scale;
  }
  return sum;
}

}  // namespace

// Proof that exact() and everything else depend only on the set S of hashes.
//
// While exact, hashes_ is S, sorted. It is abandoned when S gets hash number kMostExact + 1, and
// never restored, since S only grows. So the object is exact if and only if |S| <= kMostExact.
// Otherwise, each register holds the largest rank among the hashes of S that select it. That holds
// for hashes added one by one, for the former list, and for the larger register of two objects. A
// merge knows all hashes of S as long as both sides are exact; if one is not, its own hashes are
// more than kMostExact.
//
// A third form, a list of the registers in use with 4 bytes each, would save up to 12 KiB, but only
// for sets of 1,001 to 4,700 hashes. That is not worth it.
void Distinct::merge(const Distinct& other) {
  if (other.exact()) {
    for (const std::uint64_t hash : other.hashes_)
      add(hash);
    return;
  }
  if (exact()) start_registers();
  for (std::size_t i = 0; i < kRegisters; ++i)
    registers_[i] = std::max(registers_[i], other.registers_[i]);
}

void Distinct::add_exactly(std::uint64_t hash) {
  const std::size_t at = find_word(hashes_, hash);
  if (at < hashes_.size() && hashes_[at] == hash) return;
  if (hashes_.size() < kMostExact) {
    insert_word(hashes_, at, hash);
  } else {
    start_registers();
    raise(hash);
  }
}

void Distinct::start_registers() {
  registers_.resize(kRegisters);
  for (const std::uint64_t hash : hashes_)
    raise(hash);
  hashes_ = {};
}

// Ertl's improved estimator (algorithm 6) without its correction for registers at their largest
// value: among n hashes, n / 2^50 are expected to reach it.
//
// The result is the same on every machine. There are only additions, divisions and multiplications,
// which IEEE 754 rounds in one way. A compiler may fuse a multiplication with the following
// addition and skip a rounding. Here each such product is with a power of two, so it is exact and
// there is no rounding to skip.
std::uint64_t Distinct::count() const {
  if (exact()) return hashes_.size();
  std::array<std::uint32_t, kHighest + 1> registers_at{};
  for (const std::uint8_t rank : registers_)
    ++registers_at[rank];
  double sum = 0;
  for (unsigned rank = kHighest; rank > 0; --rank)
    sum = (sum + registers_at[rank]) * 0.5;
  constexpr double kAll = kRegisters;
  sum += sigma(registers_at[0] / kAll) * kAll;
  constexpr double kHalfOfLog2e = 0.72134752044448170368;  // 1 / (2 ln 2)
  const double estimate = kHalfOfLog2e * (kAll * kAll) / sum;
  constexpr double kMost = 9e18;  // more hashes than there can be; fits the result
  const auto rounded = static_cast<std::uint64_t>(std::min(estimate, kMost) + 0.5);
  return std::max(rounded, std::uint64_t{kMostExact + 1});
}

std::size_t Distinct::memory() const {
  return sizeof(*this) + words_room(hashes_.size()) * sizeof(std::uint64_t) + registers_.size();
}

}  // namespace logscan
