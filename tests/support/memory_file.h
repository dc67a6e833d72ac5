#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

namespace logscan::test {

/// A file in memory, which opens by its path as any other; for tests that write thousands.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : fd_(::memfd_create("test", MFD_CLOEXEC)) {
    if (fd_ < 0) throw std::runtime_error("no memory file");
    write(bytes);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(fd_); }

  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

  /// Replaces what the file holds.
  void write(std::string_view bytes) const {
    const ssize_t wrote = ::pwrite(fd_, bytes.data(), bytes.size(), 0);
    if (wrote != static_cast<ssize_t>(bytes.size()) || ::ftruncate(fd_, wrote) != 0)
      throw std::runtime_error("a memory file could not be written");
  }

 private:
  int fd_;
};

}  // namespace logscan::test
