#pragma once

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>

namespace logscan::test {

/// A temporary file with the given bytes.
class TempFile {
 public:
  explicit TempFile(std::string_view bytes) : path_("/tmp/logscan-test-XXXXXX") {
    const int fd = ::mkstemp(path_.data());
    if (fd < 0) throw std::runtime_error("no temporary file");
    ::close(fd);
    write(bytes);
  }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  ~TempFile() { ::unlink(path_.c_str()); }

  const std::string& path() const { return path_; }

  /// Replaces the content; the file keeps its identity.
  void write(std::string_view bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }
  void append(std::string_view bytes) const {
    std::ofstream(path_, std::ios::binary | std::ios::app) << bytes;
  }

 private:
  std::string path_;
};

}  // namespace logscan::test
