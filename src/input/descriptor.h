#pragma once

#include <unistd.h>

namespace logscan {

/// A file descriptor, closed at the end unless it is standard input's.
class Descriptor {
 public:
  Descriptor(int number, bool owned) : number_(number), owned_(owned) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (owned_ && number_ >= 0) ::close(number_);
  }

  int number() const { return number_; }
  bool is_owned() const { return owned_; }

 private:
  const int number_;
  const bool owned_;
};

}  // namespace logscan
