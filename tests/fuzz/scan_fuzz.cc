// Every kernel finds what the scalar kernel finds.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "scan/kernel.h"
#include "support/sweep.h"

namespace {

bool same(const logscan::LineIndex& a, const logscan::LineIndex& b) {
  constexpr std::size_t kEndMarks = logscan::LineIndex::kEndMarks;
  return std::equal(a.marks(), a.marks() + a.mark_count + kEndMarks, b.marks(),
                    b.marks() + b.mark_count + kEndMarks);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const logscan::Kernel& scalar = *logscan::find_kernel("scalar");
  static logscan::LineIndex right;
  static logscan::LineIndex got;
  for (const char filler : {'"', '\n'}) {
    const logscan::test::Padded padded(bytes, filler);
    right.reset(size);
    scalar.scan(padded.data(), size, right);
    for (const logscan::Kernel& kernel : logscan::kernels()) {
      got.reset(size);
      kernel.scan(padded.data(), size, got);
      if (!same(right, got)) std::abort();
    }
  }
  return 0;
}
