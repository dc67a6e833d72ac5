#include "aggregate/quantiles.h"

#include <cmath>

#include "aggregate/sorted_words.h"

namespace logscan {
namespace {

constexpr unsigned kCountBits = 52;
static_assert(Quantiles::kMostValues >> kCountBits == 0);

std::uint64_t first_cell_of(std::uint32_t bucket) {
  return std::uint64_t{bucket} << kCountBits;
}

// The dense form is faster. It is used as long as it has at most this many cells per bucket in use.
// Its cells cover all powers of two from the lowest bucket in use to the highest, so the form
// depends on the values and not on their order. It changes only when another power of two appears,
// so at most 58 times.
constexpr std::uint32_t kMostCells = 4;

}  // namespace

// The middle of a bucket differs by at most 1/128 from any value v in it. A bucket is 2^shift wide
// and starts at 2^shift times 64 or more, so the error is at most 2^shift / 2 <= v / 128. Buckets
// of width 1, those below 128, are exact.
std::uint64_t Quantiles::middle_of(std::uint32_t bucket) {
  if (bucket < kBucketsPerPower) return bucket;
  const std::uint32_t shift = bucket / kBucketsPerPower - 1;
  const std::uint64_t leading = bucket - shift * kBucketsPerPower;
  return (leading << shift) + (std::uint64_t{1} << shift >> 1);
}

bool Quantiles::merge(const Quantiles& other) {
  if (!Totals::merge(other)) return false;
  // `other` may be this object: then no bucket is new, and each is read before it is doubled.
  for (std::size_t i = 0; i < other.cells_.size(); ++i) {
    const Bucket bucket = other.bucket_in(i);
    if (bucket.count != 0) add_to(bucket.index, bucket.count);
  }
  return true;
}

std::optional<std::uint64_t> Quantiles::quantile(double q) const {
  if (count() == 0) return std::nullopt;
  constexpr std::uint64_t kOne = 1000000000;
  const auto parts =
      q > 0 ? static_cast<std::uint64_t>(std::llround(std::min(q, 1.0) * double{kOne})) : 0;
  const auto rank = static_cast<std::uint64_t>((Sum{parts} * count() + (kOne - 1)) / kOne);
  if (rank <= 1) return min();
  if (rank == count()) return max();
  std::size_t cell = 0;
  for (std::uint64_t seen = bucket_in(0).count; seen < rank; seen += bucket_in(cell).count)
    ++cell;
  return std::clamp(middle_of(bucket_in(cell).index), *min(), *max());
}

std::size_t Quantiles::memory() const {
  const std::size_t cells = window_ != 0 ? window_ : words_room(used_);
  return sizeof(*this) + cells * sizeof(std::uint64_t);
}

Quantiles::Bucket Quantiles::bucket_in(std::size_t cell) const {
  if (window_ != 0) return {first_ + static_cast<std::uint32_t>(cell), cells_[cell]};
  return {static_cast<std::uint32_t>(cells_[cell] >> kCountBits), cells_[cell] & kMostValues};
}

void Quantiles::add_outside(std::uint32_t bucket, std::uint64_t count) {
  if (window_ != 0) make_sparse();
  const std::size_t at = find_word(cells_, first_cell_of(bucket));
  if (at < cells_.size() && cells_[at] >> kCountBits == bucket) {
    cells_[at] += count;
    return;
  }
  insert_word(cells_, at, first_cell_of(bucket) + count);
  ++used_;
  const std::uint32_t first = bucket_in(0).index / kBucketsPerPower * kBucketsPerPower;
  const std::uint32_t window =
      (bucket_in(used_ - 1).index / kBucketsPerPower + 1) * kBucketsPerPower - first;
  if (window <= kMostCells * used_) make_dense(first, window);
}

void Quantiles::make_sparse() {
  std::vector<std::uint64_t> cells;
  cells.reserve(words_room(used_));
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const Bucket bucket = bucket_in(i);
    if (bucket.count != 0) cells.push_back(first_cell_of(bucket.index) + bucket.count);
  }
  cells_.swap(cells);
  first_ = window_ = 0;
}

void Quantiles::make_dense(std::uint32_t first, std::uint32_t window) {
  std::vector<std::uint64_t> cells(window);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const Bucket bucket = bucket_in(i);
    cells[bucket.index - first] = bucket.count;
  }
  cells_.swap(cells);
  first_ = first;
  window_ = window;
}

}  // namespace logscan
