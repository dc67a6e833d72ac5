// read_loop FILE THREADS [KIB [SHIFT]]: reads the file with one read per batch (128 KiB) and
// ignores the bytes. Each thread reads its own part. No reader of the whole file can be faster.
// File offsets and buffers are page-aligned; with SHIFT, buffers start that many bytes past a page.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <thread>
#include <unistd.h>
#include <vector>

constexpr std::int64_t kPage = 4096;

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: read_loop FILE THREADS [KIB [SHIFT]]\n", stderr);
    return 2;
  }
  const int file = open(argv[1], O_RDONLY);
  if (file < 0) {
    std::perror(argv[1]);
    return 3;
  }
  const std::int64_t size = lseek(file, 0, SEEK_END);
  const std::int64_t threads = std::max(1, std::atoi(argv[2]));
  const std::int64_t batch =
      std::int64_t{1024} * (argc > 3 ? std::max(1, std::atoi(argv[3])) : 128);
  const std::int64_t shift = argc > 4 ? std::clamp(std::atoi(argv[4]), 0, int{kPage} - 1) : 0;
  const std::int64_t share = size / threads / kPage * kPage;
  std::atomic<std::int64_t> total{0};
  const auto read_part = [&](std::int64_t from, std::int64_t to) {
    std::vector<char> memory(static_cast<std::size_t>(batch + 2 * kPage));
    void* page = memory.data();
    std::size_t left = memory.size();
    char* const buffer = static_cast<char*>(std::align(kPage, 1, page, left)) + shift;
    while (from < to) {
      const auto want = static_cast<std::size_t>(std::min(batch, to - from));
      const ssize_t got = pread(file, buffer, want, from);
      if (got <= 0) break;
      from += got;
      total += got;
    }
  };
  std::vector<std::thread> others;
  for (std::int64_t i = 1; i < threads; ++i) {
    others.emplace_back(read_part, share * i, i + 1 == threads ? size : share * (i + 1));
  }
  read_part(0, threads == 1 ? size : share);
  for (std::thread& thread : others)
    thread.join();
  close(file);
  std::printf("%lld\n", static_cast<long long>(total));
  return total == size ? 0 : 3;
}
