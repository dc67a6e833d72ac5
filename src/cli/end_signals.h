#pragma once

#include <optional>
#include <signal.h>
#include <vector>

namespace logscan::cli {

/// Signals as something to wait for: those that end the program, unless they are ignored (nohup),
/// and those of the terminal. They do nothing else while this object lives.
class EndSignals {
 public:
  /// With `terminal` also SIGWINCH, SIGTSTP and SIGCONT.
  explicit EndSignals(bool terminal);
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;
  ~EndSignals();

  /// Returns a descriptor that is readable when a signal has come; -1 if there is none, and signals
  /// act as usual.
  int descriptor() const { return fd_; }

  /// Returns the next signal that has come, if any.
  std::optional<int> next() const;

  /// Returns whether a signal ends the program.
  static bool is_end(int signal);

  /// Ends the program as the signal does by default, so that the shell sees it.
  [[noreturn]] static void end_by(int signal);

 private:
  sigset_t before_{};
  int fd_ = -1;
};

}  // namespace logscan::cli
