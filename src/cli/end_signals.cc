#include "cli/end_signals.h"

#include <algorithm>
#include <array>
#include <sys/signalfd.h>
#include <unistd.h>

namespace logscan::cli {
namespace {

constexpr std::array kEnds = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
constexpr std::array kTerminal = {SIGWINCH, SIGTSTP, SIGCONT};

// A blocked signal comes even where it is ignored.
void add_unless_ignored(sigset_t& set, int signal) {
  struct sigaction action {};
  if (::sigaction(signal, nullptr, &action) == 0 && action.sa_handler != SIG_IGN)
    ::sigaddset(&set, signal);
}

}  // namespace

EndSignals::EndSignals(bool terminal) {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : kEnds)
    add_unless_ignored(set, signal);
  for (const int signal : kTerminal) {
    if (terminal) add_unless_ignored(set, signal);
  }
  fd_ = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  ::pthread_sigmask(fd_ >= 0 ? SIG_BLOCK : SIG_SETMASK, fd_ >= 0 ? &set : nullptr, &before_);
}

EndSignals::~EndSignals() {
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  if (fd_ >= 0) ::close(fd_);
}

std::optional<int> EndSignals::next() const {
  signalfd_siginfo info{};
  if (fd_ < 0 || ::read(fd_, &info, sizeof info) != sizeof info) return std::nullopt;
  return static_cast<int>(info.ssi_signo);
}

bool EndSignals::is_end(int signal) {
  return std::find(kEnds.begin(), kEnds.end(), signal) != kEnds.end();
}

void EndSignals::end_by(int signal) {
  ::signal(signal, SIG_DFL);
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, signal);
  ::raise(signal);
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  ::_exit(128 + signal);
}

}  // namespace logscan::cli
