#include "cli/temporary.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <signal.h>
#include <string_view>
#include <sys/random.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "os/file.h"

namespace logscan::cli {
namespace {

// What the handler removes: a name, which points into the living Temporary or is null, and the
// descriptor of its folder.
std::atomic<const char*> to_remove = nullptr;
std::atomic<int> its_folder = -1;
static_assert(std::atomic<const char*>::is_always_lock_free, "read in a signal handler");

constexpr int kTries = 100;  // for a name that is free
constexpr std::array<int, 3> kEndings = {SIGINT, SIGTERM, SIGHUP};

// Only calls that are safe in a handler. SA_RESETHAND brought the default action back; the signal
// raised here is held until the handler returns, and then ends the program as the shell expects.
void remove_and_end(int signal) {
  remove_temporary();
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

// Six letters that nobody has guessed.
std::string ending() {
  constexpr std::string_view kLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  std::array<unsigned char, 6> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) < 0) {
    throw_errno();
  }
  std::string text = ".";
  for (const unsigned char byte : bytes)
    text += kLetters[byte % kLetters.size()];
  return text;
}

}  // namespace

void remove_temporary() noexcept {
  const char* name = to_remove.load();
  if (name != nullptr) ::unlinkat(its_folder.load(), name, 0);
}

Temporary::Temporary(Place place, mode_t mode) : place_(std::move(place)) {
  watch_signals();
  int problem = EEXIST;
  for (int tries = 0; tries < kTries && problem == EEXIST; ++tries) {
    name_ = place_.name.substr(0, NAME_MAX - 7) + ending();
    // No signal may come between the making of the file and the handler's knowing of it.
    block_endings(SIG_BLOCK);
    try {
      file_.emplace(place_, name_, mode);
      problem = 0;
      its_folder = place_.folder.get();
      to_remove = name_.c_str();
    } catch (const std::system_error& failure) {
      problem = failure.code().value();
    }
    block_endings(SIG_UNBLOCK);
  }
  if (problem != 0) throw_errno(problem);
}

Temporary::~Temporary() {
  file_.reset();
  to_remove = nullptr;
}

}  // namespace logscan::cli
