// A run gives the same report whatever its sizes, threads and kernel, and counts what a plain
// splitter with the reference counts.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

#include "support/sweep.h"

namespace {

using namespace logscan;

/// A file in memory, which opens by its path as any other.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : fd_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    if (fd_ < 0) std::abort();
    while (!bytes.empty()) {
      const ssize_t wrote = ::write(fd_, bytes.data(), bytes.size());
      if (wrote <= 0) std::abort();
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(fd_); }

  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

void check(bool right, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

// Sizes from a byte, small ones above all: 1 to 64, then up to 16 KiB in steps of 256.
std::size_t size_from(std::uint8_t byte) {
  return byte < 64 ? byte + 1u : (byte - 63u) * 256u / 3u;
}

PipelineOptions options_from(const std::uint8_t* bytes) {
  PipelineOptions options;
  options.block_size = size_from(bytes[0]);
  options.batch_size = size_from(bytes[1]);
  options.range_size = size_from(bytes[2]);
  options.threads = 1 + bytes[3] % 3u;
  options.kernel = &kernels()[bytes[3] / 3u % kernels().size()];
  return options;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHeader = 9;
  if (size < kHeader || size > 256 * 1024) return 0;
  // From 1 byte on; in most runs every line fits.
  const std::uint64_t max_line = data[8] < 64 ? data[8] + 1u : 1u << 20;
  const std::string_view bytes(reinterpret_cast<const char*>(data + kHeader), size - kHeader);
  const MemoryFile file(bytes);
  const std::vector<Input> inputs = test::open_all({file.path()});
  if (inputs[0].error()) return 0;  // compressed or UTF-16

  std::string first;
  for (const std::uint8_t* choice : {data, data + 4}) {
    PipelineOptions options = options_from(choice);
    options.max_line = max_line;
    // A range for each byte of a large input takes too long.
    if (bytes.size() / options.range_size > 500) options.range_size = bytes.size() / 500;
    const Summary summary = analyse(inputs, options);
    check(test::counts_of(summary) == test::plain_counts(bytes, max_line), "other counts");
    check(summary.totals.bytes == bytes.size(), "lost bytes");
    const std::string json = test::stable_json(summary);
    check(first.empty() || json == first, "other report");
    first = json;
  }
  return 0;
}
