#include "session/follow/terminal_keys.h"

#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace logscan::cli {

TerminalKeys::TerminalKeys()
    : terminal_(::open("/dev/tty", O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) {
  on();
}

bool TerminalKeys::is_in_front() const {
  return terminal_.get() >= 0 && ::tcgetpgrp(terminal_.get()) == ::getpgrp();
}

void TerminalKeys::on() {
  const int fd = terminal_.get();
  if (!is_in_front()) {
    is_on_ = false;
    return;
  }
  if (!is_on_ && ::tcgetattr(fd, &before_) != 0) return;
  termios keys = before_;
  keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  keys.c_cc[VMIN] = 0;
  keys.c_cc[VTIME] = 0;
  is_on_ = ::tcsetattr(fd, TCSANOW, &keys) == 0;
}

void TerminalKeys::off() {
  if (is_on_ && is_in_front()) ::tcsetattr(terminal_.get(), TCSANOW, &before_);
  is_on_ = false;
}

std::string TerminalKeys::read() {
  std::string keys;
  std::array<char, 64> some{};
  while (is_on_) {
    const ssize_t count = ::read(terminal_.get(), some.data(), some.size());
    if (count <= 0) break;
    keys.append(some.data(), static_cast<std::size_t>(count));
  }
  return keys;
}

}  // namespace logscan::cli
