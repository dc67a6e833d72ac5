// read_blocks FILE: reads the file in blocks of whole lines as a run does, in ranges of 4 MiB and
// with one thread. Prints the number of bytes.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <exception>

#include "engine/threads.h"
#include "input/reader.h"
#include "logscan/engine.h"

namespace {

using namespace logscan;

std::uint64_t read_all(const Input& input) {
  const EngineOptions run;
  Reader reader(reader_options(run));
  std::uint64_t bytes = 0;
  for (std::uint64_t begin = 0; begin < input.size(); begin += run.range_size) {
    reader.open(input, begin, std::min(input.size(), begin + run.range_size));
    for (Block block; reader.next(block);)
      bytes += block.skipped + block.size + block.unseen - (block.incomplete ? 1 : 0);
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: read_blocks FILE\n", stderr);
    return 2;
  }
  try {
    const Input input = Input::open(argv[1]);
    if (input.error()) {
      std::fprintf(stderr, "read_blocks: %s: %s\n", argv[1], input.error()->c_str());
      return 3;
    }
    std::printf("%llu\n", static_cast<unsigned long long>(read_all(input)));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "read_blocks: %s\n", error.what());
    return 3;
  }
  return 0;
}
