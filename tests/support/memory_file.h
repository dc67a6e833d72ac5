#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

namespace logscan::test {

/// A file in memory that can be opened by its path; for tests that write thousands of files.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : fd_(::memfd_create("test", MFD_CLOEXEC)) {
    if (fd_ < 0) throw std::runtime_error("cannot create a memory file");
    write(bytes);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(fd_); }

  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

  /// Replaces the content of the file.
  void write(std::string_view bytes) const {
    const ssize_t wrote = ::pwrite(fd_, bytes.data(), bytes.size(), 0);
    if (wrote != static_cast<ssize_t>(bytes.size()) || ::ftruncate(fd_, wrote) != 0)
      throw std::runtime_error("cannot write to a memory file");
  }

 private:
  int fd_;
};

}  // namespace logscan::test
