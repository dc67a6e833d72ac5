#pragma once

#include <stdexcept>
#include <string>
#include <thread>
#include <unistd.h>

namespace logscan::test {

/// The read end of a pipe, and a thread that writes the given bytes to the other end.
class Pipe {
 public:
  explicit Pipe(const std::string& bytes) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    read_ = ends[0];
    writer_ = std::jthread([end = ends[1], &bytes] {
      std::size_t written = 0;
      while (written < bytes.size()) {
        const ssize_t got = ::write(end, &bytes[written], bytes.size() - written);
        if (got <= 0) break;
        written += static_cast<std::size_t>(got);
      }
      ::close(end);
    });
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    writer_.join();
    ::close(read_);
  }
  std::string path() const { return "/proc/self/fd/" + std::to_string(read_); }

 private:
  int read_ = -1;
  std::jthread writer_;
};

}  // namespace logscan::test
