// The record store, compared with a map of strings for each line.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "record/record_store.h"
#include <benchmark/benchmark.h>

namespace logscan {
namespace {

constexpr std::size_t kStrings = 1024;

// The clients and paths of some error lines.
struct Texts {
  std::vector<std::string> clients;
  std::vector<std::string> paths;

  Texts() {
    for (std::size_t i = 0; i < kStrings; ++i) {
      clients.push_back("client-number-" + std::to_string(i));
      paths.push_back("/a/path/of/usual/length/" + std::to_string(i));
    }
  }
  LogLine line(std::size_t i) const {
    LogLine line;
    line.client = clients[i % kStrings];
    line.path = paths[i * 7 % kStrings];
    line.status = 404;
    return line;
  }
};

// Clears a full store, as the engine does when it has passed on a batch.
void append_records(benchmark::State& state) {
  const Texts texts;
  RecordStore store;
  std::size_t i = 0;
  for (auto _ : state) {
    if (store.full()) {
      benchmark::DoNotOptimize(store[store.size() - 1]);
      store.clear();
    }
    store.append(texts.line(i++));
  }
  if (store.size() > 0 &&
      store.strings().at(store[store.size() - 1].client) != texts.clients[(i - 1) % kStrings]) {
    state.SkipWithError("the last record is not the last line");
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["bytes_per_record"] =
      sizeof(Record) +
      static_cast<double>(store.strings().bytes()) / static_cast<double>(store.size());
}
BENCHMARK(append_records);

// Stores the same lines as one std::map of heap strings each, as many as a store has slots.
void append_string_maps(benchmark::State& state) {
  const Texts texts;
  std::vector<std::map<std::string, std::string>> rows;
  rows.reserve(RecordStore::kSlots);
  std::size_t i = 0;
  for (auto _ : state) {
    if (rows.size() == RecordStore::kSlots) rows.clear();
    const LogLine line = texts.line(i++);
    std::map<std::string, std::string>& one = rows.emplace_back();
    one["client"] = line.client;
    one["path"] = line.path;
    one["status"] = std::to_string(line.status);
  }
  state.SetItemsProcessed(state.iterations());
  // Three nodes of libstdc++ (32 bytes of tree, 64 of strings, 8 to 16 of malloc), and the texts
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
