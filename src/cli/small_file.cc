#include "cli/small_file.h"

#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "os/descriptor.h"

namespace logscan::cli {
namespace {

constexpr std::size_t kMost = 16u << 20;
constexpr std::size_t kChunk = 64 * 1024;

[[noreturn]] void fail_reading(int problem) {
  throw std::system_error(problem, std::generic_category());
}

}  // namespace

bool exists(const std::string& path) {
  struct stat ignored {};
  return ::stat(path.c_str(), &ignored) == 0;
}

std::string read_small_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) fail_reading(errno);
  const Descriptor file(fd);
  std::string bytes;
  for (;;) {
    const std::size_t size = bytes.size();
    bytes.resize(size + kChunk);
    const ssize_t got = ::read(file.get(), &bytes[size], kChunk);
    const int problem = errno;
    bytes.resize(size + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got == 0) return bytes;
    if (got < 0 && problem != EINTR) fail_reading(problem);
    if (bytes.size() > kMost) fail_reading(EFBIG);
  }
}

}  // namespace logscan::cli
