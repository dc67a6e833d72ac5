// The sketches: the cost of a value in one large sketch and in many small ones, and of a merge.

#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "aggregate/distinct.h"
#include "aggregate/quantiles.h"
#include <benchmark/benchmark.h>

namespace logscan {
namespace {

constexpr std::size_t kValues = 1 << 16;

using Values = std::vector<std::uint64_t>;

// Returns durations that are roughly log-normal around a quarter of a second, like real ones.
Values durations(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Values values(kValues);
  for (std::uint64_t& value : values) {
    const int power = 16 + std::popcount(random() & 0xffffff);
    value = (std::uint64_t{1} << power) + (random() >> (64 - power));
  }
  return values;
}

// Returns different hashes.
Values hashes(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Values values(kValues);
  for (std::uint64_t& value : values)
    value = random();
  return values;
}

template <typename Sketch>
Sketch filled(const Values& values) {
  Sketch sketch;
  for (const std::uint64_t value : values)
    sketch.add(value);
  return sketch;
}

double error_of(const Quantiles&) {
  return 0;
}

double error_of(const Distinct& distinct) {
  return distinct.error();
}

template <typename Sketch>
void check(benchmark::State& state, const Sketch& sketch, std::size_t count) {
  const double off = static_cast<double>(sketch.count()) / static_cast<double>(count) - 1;
  if (std::abs(off) > error_of(sketch)) state.SkipWithError("not as many as were added");
}

// Adds the values to `sketches` sketches in turn.
template <typename Sketch>
void add(benchmark::State& state, const Values& values, std::size_t sketches) {
  std::vector<Sketch> all;
  for (auto _ : state) {
    state.PauseTiming();
    all.assign(sketches, {});
    state.ResumeTiming();
    for (std::size_t i = 0; i < kValues; ++i)
      all[i % sketches].add(values[i]);
    benchmark::ClobberMemory();
  }
  for (const Sketch& sketch : all)
    check(state, sketch, kValues / sketches);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kValues));
  state.counters["bytes"] = static_cast<double>(all.front().memory());
}

void add_durations(benchmark::State& state) {
  add<Quantiles>(state, durations(1), static_cast<std::size_t>(state.range(0)));
}
BENCHMARK(add_durations)->Arg(1)->Arg(256)->Arg(8192);

void add_hashes(benchmark::State& state) {
  add<Distinct>(state, hashes(1), static_cast<std::size_t>(state.range(0)));
}
BENCHMARK(add_hashes)->Arg(1)->Arg(256)->Arg(8192);

// Adds durations of one bucket or a few, so that the sketches stay sparse.
void add_alike_durations(benchmark::State& state) {
  Values values = durations(1);
  for (std::uint64_t& value : values)
    value = std::uint64_t{1} << (16 + value % 16);
  add<Quantiles>(state, values, 1);
}
BENCHMARK(add_alike_durations);

template <typename Sketch>
void merge(benchmark::State& state, Values first, Values second) {
  const auto each = static_cast<std::size_t>(state.range(0));
  first.resize(each);
  second.resize(each);
  const auto left = filled<Sketch>(first);
  const auto right = filled<Sketch>(second);
  Sketch both;
  for (auto _ : state) {
    both = left;
    both.merge(right);
    benchmark::DoNotOptimize(both);
  }
  check(state, both, 2 * each);
}

void merge_durations(benchmark::State& state) {
  merge<Quantiles>(state, durations(1), durations(2));
}
BENCHMARK(merge_durations)->Arg(8)->Arg(256)->Arg(kValues);

void merge_hashes(benchmark::State& state) {
  merge<Distinct>(state, hashes(1), hashes(2));
}
BENCHMARK(merge_hashes)->Arg(8)->Arg(256)->Arg(kValues);

void ask_quantile(benchmark::State& state) {
  const auto quantiles = filled<Quantiles>(durations(1));
  std::uint64_t value = 0;
  for (auto _ : state) {
    value = quantiles.quantile(0.99).value();
    benchmark::DoNotOptimize(value);
  }
  if (value < quantiles.quantile(0.5)) state.SkipWithError("p99 is below the median");
}
BENCHMARK(ask_quantile);

void ask_count(benchmark::State& state) {
  const auto distinct = filled<Distinct>(hashes(1));
  for (auto _ : state)
    benchmark::DoNotOptimize(distinct.count());
  check(state, distinct, kValues);
}
BENCHMARK(ask_count);

}  // namespace
}  // namespace logscan
