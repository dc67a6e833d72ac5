#include "cli/temporary.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <signal.h>
#include <string_view>
#include <sys/random.h>
#include <system_error>
#include <unistd.h>
#include <utility>

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
    throw std::system_error(errno, std::generic_category());
  }
  std::string text = ".";
  for (const unsigned char byte : bytes)
    text += kLetters[byte % kLetters.size()];
  return text;
}

// Never an old file, and never one behind a link.
int make(int folder, const std::string& name, mode_t mode) {
  return ::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
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
    file_ = Descriptor(make(place_.folder.get(), name_, mode));
    problem = file_.get() < 0 ? errno : 0;
    if (problem == 0) {
      its_folder = place_.folder.get();
      to_remove = name_.c_str();
    }
    block_endings(SIG_UNBLOCK);
  }
  if (problem != 0) throw std::system_error(problem, std::generic_category());
}

Temporary::~Temporary() {
  if (!kept_) ::unlinkat(place_.folder.get(), name_.c_str(), 0);
  to_remove = nullptr;
}

void Temporary::put_in_place() {
  const int folder = place_.folder.get();
  if (::renameat(folder, name_.c_str(), folder, place_.name.c_str()) != 0) {
    throw std::system_error(errno, std::generic_category());
  }
  kept_ = true;
}

void Temporary::sync_folder() const {
  const Descriptor folder(::openat(place_.folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // Some file systems know no such thing, and need none.
  if (folder.get() < 0 || (::fsync(folder.get()) != 0 && errno != EINVAL))
    throw std::system_error(errno, std::generic_category());
}

}  // namespace logscan::cli
