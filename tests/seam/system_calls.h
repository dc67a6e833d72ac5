#pragma once

#include <cstddef>
#include <functional>

namespace logscan::test {

/// Lets a test run code between two system calls of the code under test, as another process would.
///
/// During the life of an object, `before` runs before each call that accesses files or waits: open,
/// stat, readdir, read and so on (listed in system_calls.cc). Only calls of this thread count, not
/// the calls that `before` makes itself. Sleeping takes no time. Needs the library logscan_seam in
/// CMakeLists.txt: its linker options redirect the calls, so the code under test needs no hook.
class SystemCalls {
 public:
  /// Receives the number of the call, from 0, and its name.
  using Before = std::function<void(std::size_t number, const char* name)>;

  explicit SystemCalls(Before before);
  SystemCalls(const SystemCalls&) = delete;
  SystemCalls& operator=(const SystemCalls&) = delete;
  ~SystemCalls();

  std::size_t count() const { return count_; }

  /// For the wrappers in system_calls.cc. Returns whether an object exists.
  static bool prefetch(const char* name);

 private:
  static thread_local SystemCalls* current_;

  Before before_;
  std::size_t count_ = 0;
};

/// Runs `code`, and runs `meanwhile` before its system call number `at`. Returns the number of its
/// calls. If that is not above `at`, `meanwhile` did not run.
std::size_t run_with(const std::function<void()>& code, std::size_t at,
                     const std::function<void()>& meanwhile);

}  // namespace logscan::test
