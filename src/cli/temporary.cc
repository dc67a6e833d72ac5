#include "cli/temporary.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <system_error>
#include <unistd.h>

namespace logscan::cli {
namespace {

// What the handler removes. Points into the living Temporary, or is null.
std::atomic<const char*> to_remove = nullptr;
static_assert(std::atomic<const char*>::is_always_lock_free, "read in a signal handler");

constexpr std::array<int, 3> kEndings = {SIGINT, SIGTERM, SIGHUP};

// Only calls that are safe in a handler. SA_RESETHAND brought the default action back; the signal
// raised here is held until the handler returns, and then ends the program as the shell expects.
void remove_and_end(int signal) {
  const char* name = to_remove.load();
  if (name != nullptr) ::unlink(name);
  ::raise(signal);
}

// A signal that was ignored at the start (nohup) stays ignored.
void watch_signals() {
  for (const int signal : kEndings) {
    struct sigaction action {};
    if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action = {};
    action.sa_handler = remove_and_end;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(signal, &action, nullptr);
  }
}

void block_endings(int how) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : kEndings)
    sigaddset(&set, signal);
  ::pthread_sigmask(how, &set, nullptr);
}

}  // namespace

Temporary::Temporary(const std::string& prefix) : name_(prefix + ".XXXXXX") {
  watch_signals();
  // No signal may come between the making of the file and the handler's knowing of it.
  block_endings(SIG_BLOCK);
  fd_ = ::mkostemp(name_.data(), O_CLOEXEC);
  const int problem = errno;
  if (fd_ >= 0) to_remove = name_.c_str();
  block_endings(SIG_UNBLOCK);
  if (fd_ < 0) throw std::system_error(problem, std::generic_category());
}

Temporary::~Temporary() {
  if (!kept_) ::unlink(name_.c_str());
  to_remove = nullptr;
  ::close(fd_);
}

void Temporary::rename_to(const std::string& path) {
  if (std::rename(name_.c_str(), path.c_str()) != 0) {
    throw std::system_error(errno, std::generic_category());
  }
  kept_ = true;
}

}  // namespace logscan::cli
