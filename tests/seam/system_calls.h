#pragma once

#include <cstddef>
#include <functional>

namespace logscan::test {

/// Lets a test run code between two system calls of the code under test, as another process would.
///
/// While an object lives, `before` runs in front of each call that looks at files or waits: open,
/// stat, readdir, read and the like. system_calls.cc has the list. Only calls of this thread count,
/// and calls that `before` makes do not. Sleeping takes no time meanwhile. Needs the library
/// logscan_seam of CMakeLists.txt, whose linker options lead the calls here, so the code under test
/// needs no hook.
class SystemCalls {
 public:
  /// Gets the number of the call, from 0, and its name.
  using Before = std::function<void(std::size_t number, const char* name)>;

  explicit SystemCalls(Before before);
  SystemCalls(const SystemCalls&) = delete;
  SystemCalls& operator=(const SystemCalls&) = delete;
  ~SystemCalls();

  std::size_t count() const { return count_; }

  /// For the wrappers in system_calls.cc. Returns whether an object lives.
  static bool prefetch(const char* name);

 private:
  static thread_local SystemCalls* current_;

  Before before_;
  std::size_t count_ = 0;
};

/// Runs `code`, and `meanwhile` in front of its system call number `at`. Returns how many calls it
/// made; `meanwhile` did not run if there are no more than `at`.
std::size_t run_with(const std::function<void()>& code, std::size_t at,
                     const std::function<void()>& meanwhile);

}  // namespace logscan::test
