#pragma once

#include <string>

namespace logscan::cli {

/// A file under a temporary name, which is removed when the object goes, and when SIGINT, SIGTERM
/// or SIGHUP ends the program. One at a time.
class Temporary {
 public:
  /// Makes `PREFIX.XXXXXX`. Throws std::system_error.
  explicit Temporary(const std::string& prefix);
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary();

  int descriptor() const { return fd_; }

  /// Gives the file its final name, over an old one. Throws std::system_error.
  void rename_to(const std::string& path);

 private:
  std::string name_;
  int fd_ = -1;
  bool kept_ = false;
};

}  // namespace logscan::cli
