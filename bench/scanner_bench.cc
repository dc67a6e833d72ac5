// Each scan kernel on blocks of a generated log.

#include <string>

#include "scan/kernel.h"
#include "scan/line_index.h"
#include <benchmark/benchmark.h>

namespace logscan {
namespace {

constexpr std::size_t kBlock = 8192;

std::string block() {
  std::string text;
  for (int i = 0; text.size() + 300 < kBlock; ++i) {
    text += "203.0.113." + std::to_string(i % 256) +
            " - - [12/Jan/2026:00:00:09 +0000] \"GET /products/fern/river-" +
            std::to_string(i * 37) + " HTTP/1.1\" 200 " + std::to_string(i * 4711) +
            " \"https://www.example.com/\" \"Mozilla/5.0 (X11; Linux x86_64; rv:144.0) "
            "Gecko/20100101 Firefox/144.0\"\n";
  }
  return text;
}

void scan(benchmark::State& state, const Kernel& kernel) {
  std::string text = block();
  const std::size_t size = text.size();
  text.append(kPadding, '\0');
  LineIndex index;
  LineIndex expected;
  expected.reset(size);
  find_kernel("scalar")->scan(text.data(), size, expected);
  for (auto _ : state) {
    index.reset(size);
    kernel.scan(text.data(), size, index);
    benchmark::DoNotOptimize(index.marks());
    benchmark::ClobberMemory();
  }
  if (index.mark_count != expected.mark_count) {
    state.SkipWithError("not what the scalar kernel finds");
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size));
}

const bool kRegistered = [] {
  for (const Kernel& kernel : kernels()) {
    benchmark::RegisterBenchmark((std::string("scan/") + kernel.name).c_str(),
                                 [&kernel](benchmark::State& state) { scan(state, kernel); });
  }
  return true;
}();

}  // namespace
}  // namespace logscan
