#pragma once

#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace logscan::faults {

/// The program, running in parallel with the test. The destructor kills it.
class Child {
 public:
  /// Redirects standard output to the file `out`, and standard error to `out`.err. Adds variables
  /// to the environment of the test.
  Child(const std::vector<std::string>& arguments, const std::string& out,
        const std::map<std::string, std::string>& variables);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  void kill() const;

  /// Waits for the end. Returns the exit code, or 128 + the signal.
  int wait();

 private:
  pid_t pid_ = -1;
};

}  // namespace logscan::faults
