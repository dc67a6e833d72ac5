#pragma once

#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace logscan::faults {

/// The program, running beside the test. It is killed when the object goes.
class Child {
 public:
  /// Standard output goes to the file `out`, error to `out`.err; further variables beside the
  /// test's own.
  Child(const std::vector<std::string>& arguments, const std::string& out,
        const std::map<std::string, std::string>& variables);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  void kill() const;

  /// Waits until it has ended: its exit code, or 128 + the signal that ended it.
  int wait();

 private:
  pid_t pid_ = -1;
};

}  // namespace logscan::faults
