#pragma once

#include <unistd.h>
#include <utility>

namespace logscan {

/// A file descriptor, or none (-1). The destructor closes it unless it is borrowed.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept { *this = std::move(other); }
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(is_owned_, other.is_owned_);
    return *this;
  }
  ~Descriptor() {
    if (is_owned_ && fd_ >= 0) ::close(fd_);
  }

  /// Returns a descriptor that stays open, such as that of standard input.
  static Descriptor borrow(int fd) {
    Descriptor borrowed(fd);
    borrowed.is_owned_ = false;
    return borrowed;
  }

  int get() const { return fd_; }
  bool is_owned() const { return is_owned_; }

  /// Gives up ownership and returns the descriptor.
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
  bool is_owned_ = true;
};

}  // namespace logscan
