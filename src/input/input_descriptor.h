#pragma once

#include <unistd.h>

namespace logscan {

/// A file descriptor, closed by the destructor unless it is standard input's.
class InputDescriptor {
 public:
  InputDescriptor(int number, bool owned) : number_(number), owned_(owned) {}
  InputDescriptor(const InputDescriptor&) = delete;
  InputDescriptor& operator=(const InputDescriptor&) = delete;
  ~InputDescriptor() {
    if (owned_ && number_ >= 0) ::close(number_);
  }

  int number() const { return number_; }
  bool is_owned() const { return owned_; }

 private:
  const int number_;
  const bool owned_;
};

}  // namespace logscan
