// read_loop FILE THREADS [KIB]: reads the file with a bare read per batch (128 KiB), each thread
// its own part, and looks at nothing. What a reader of the whole file cannot beat.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <thread>
#include <unistd.h>
#include <vector>

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: read_loop FILE THREADS [KIB]\n", stderr);
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
  std::atomic<std::int64_t> total{0};
  const auto read_part = [&](std::int64_t from, std::int64_t to) {
    std::vector<char> buffer(static_cast<std::size_t>(batch));
    while (from < to) {
      const auto want = static_cast<std::size_t>(std::min(batch, to - from));
      const ssize_t got = pread(file, buffer.data(), want, from);
      if (got <= 0) break;
      from += got;
      total += got;
    }
  };
  std::vector<std::thread> others;
  for (std::int64_t i = 1; i < threads; ++i) {
    others.emplace_back(read_part, size / threads * i,
                        i + 1 == threads ? size : size / threads * (i + 1));
  }
  read_part(0, threads == 1 ? size : size / threads);
  for (std::thread& thread : others)
    thread.join();
  close(file);
  std::printf("%lld\n", static_cast<long long>(total));
  return total == size ? 0 : 3;
}
