#pragma once

#include <optional>
#include <signal.h>
#include <vector>

namespace logscan::cli {

/// Signals as something to wait for: those that end the program, are not ignored (nohup), and
/// those about the terminal. While this lives they do nothing by themselves.
class EndSignals {
 public:
  /// With `terminal` also SIGWINCH, SIGTSTP and SIGCONT.
  explicit EndSignals(bool terminal);
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;
  ~EndSignals();

  /// Readable when a signal has come. -1 where that cannot be had: signals then act as ever.
  int descriptor() const { return fd_; }

  /// The signal that has come, if any.
  std::optional<int> next() const;

  /// Whether it is one that ends the program.
  static bool is_end(int signal);

  /// Ends the program as the signal does by default, so that the shell sees it.
  [[noreturn]] static void end_by(int signal);

 private:
  sigset_t before_{};
  int fd_ = -1;
};

}  // namespace logscan::cli
