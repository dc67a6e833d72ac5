#pragma once

#include <string>

#include "os/descriptor.h"
#include <termios.h>

namespace logscan::cli {

/// Keys that somebody presses on the terminal, one at a time and without echo while this is on.
/// Ctrl-C and Ctrl-Z still send signals. Reads the controlling terminal, since standard input may
/// be a log. Without a terminal, no key ever comes.
class TerminalKeys {
 public:
  TerminalKeys();
  TerminalKeys(const TerminalKeys&) = delete;
  TerminalKeys& operator=(const TerminalKeys&) = delete;
  ~TerminalKeys() { off(); }

  /// Starts, or starts again after another program used the terminal. Does nothing in the
  /// background, where reading would stop this process.
  void on();

  /// Leaves the terminal as it was.
  void off();

  bool is_there() const { return terminal_.get() >= 0; }

  /// Returns a descriptor that is readable when a key was pressed; -1 while off.
  int descriptor() const { return is_on_ ? terminal_.get() : -1; }

  /// Returns the keys pressed since the last call.
  std::string read();

 private:
  bool is_in_front() const;  ///< This process may use the terminal.

  Descriptor terminal_;
  termios before_{};
  bool is_on_ = false;
};

}  // namespace logscan::cli
