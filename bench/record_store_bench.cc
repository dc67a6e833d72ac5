// The record store, compared with a map of strings for each line.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "record/record_store.h"
#include <benchmark/benchmark.h>

namespace logscan {
namespace {

constexpr std::size_t kStrings = 1024;

Record row(std::size_t i) {
  Record record{};
  record.time = PackedTime({static_cast<std::int64_t>(1700000000 + i), 0});
  record.dated = 1;
  record.client = static_cast<std::uint32_t>(i % kStrings);
  record.path = static_cast<std::uint32_t>(i * 7 % kStrings);
  record.status = 404;
  return record;
}

// Measures packing alone: the strings are already interned. Clears a full store, as the engine does
// when it has passed on a batch.
void append_records(benchmark::State& state) {
  RecordStore store;
  std::size_t i = 0;
  for (auto _ : state) {
    if (store.full()) {
      benchmark::DoNotOptimize(store[store.size() - 1]);
      store.clear();
    }
    store.append(row(i++));
  }
  if (store.size() > 0 && store[store.size() - 1].client != (i - 1) % kStrings) {
    state.SkipWithError("the last record is not the last row");
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["bytes_per_record"] = sizeof(Record);
}
BENCHMARK(append_records);

// Stores the same rows as one std::map of heap strings each, as many as a store has slots.
void append_string_maps(benchmark::State& state) {
  std::vector<std::map<std::string, std::string>> rows;
  rows.reserve(RecordStore::kSlots);
  std::size_t i = 0;
  for (auto _ : state) {
    if (rows.size() == RecordStore::kSlots) rows.clear();
    const Record packed = row(i++);
    std::map<std::string, std::string>& one = rows.emplace_back();
    one["time"] = std::to_string(packed.time.seconds());
    one["client"] = "client-number-" + std::to_string(packed.client);
    one["path"] = "/a/path/of/usual/length/" + std::to_string(packed.path);
    one["status"] = std::to_string(packed.status);
  }
  state.SetItemsProcessed(state.iterations());
  // Four nodes of libstdc++ (32 bytes of tree, 64 of strings, 8 to 16 of malloc), and the texts
  // that are too long for a string's own buffer.
  std::size_t bytes = sizeof(std::map<std::string, std::string>);
  for (const auto& [key, value] : rows.back()) {
    bytes += 32 + sizeof(std::pair<const std::string, std::string>) + 16;
    bytes += value.capacity() > 15 ? value.capacity() + 1 + 16 : 0;
  }
  state.counters["bytes_per_record"] = static_cast<double>(bytes);
}
BENCHMARK(append_string_maps);

}  // namespace
}  // namespace logscan
