#include "state/state_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <limits>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

#include "state/read_bytes.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr const char* kLockEnding = ".lock";
constexpr const char* kNewEnding = ".writing";
constexpr std::chrono::milliseconds kBetweenTries(20);

constexpr const char* kNoLink =
    "is a symbolic link, and a state is never reached through one; name the file itself";

std::string advice(int problem) {
  switch (problem) {
    case ENOENT:
      return "make its folder first";
    case EACCES:
    case EPERM:
    case EROFS:
      return "keep the state in a folder that is yours";
    case EISDIR:
      return "name a file";
    case ENOSPC:
    case EDQUOT:
      return "free some space";
    default:
      return "try again";
  }
}

StateError failure(std::string_view what, int problem) {
  if (problem == ELOOP) return StateError(kNoLink);
  return StateError(
      fmt::format("{}: {}; {}", what, std::generic_category().message(problem), advice(problem)));
}

Place place_of(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode)) throw StateError(kNoLink);
  try {
    Place place = find_place(path);
    if (place.name.empty()) throw StateError("is no regular file; name another file");
    return place;
  } catch (const std::system_error& problem) {
    if (problem.code() == planted_link())
      throw StateError(problem.code().message() + "; keep the state in a folder that is yours");
    throw failure("the state cannot be reached", problem.code().value());
  }
}

Descriptor open_in(const Place& place, const std::string& name, int flags, mode_t mode = 0) {
  return Descriptor(::openat(place.folder.get(), name.c_str(),
                             flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, mode));
}

bool is_regular(const Descriptor& file, struct stat& status) {
  return ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode);
}

// Somebody may have removed the lock's name in the meantime, and another run locked a new one.
bool is_still_named(const Descriptor& file, const Place& place, const std::string& name) {
  struct stat mine {};
  struct stat named {};
  return ::fstat(file.get(), &mine) == 0 &&
         ::fstatat(place.folder.get(), name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
}

/// Nullopt while another run has it.
std::optional<Descriptor> try_lock(const Place& place, const std::string& name) {
  const auto no_file = [&] {
    return StateError(
        fmt::format("the state could not be locked: {} beside it is no regular file; move it away",
                    safe_text(name)));
  };
  for (;;) {
    Descriptor lock = open_in(place, name, O_RDWR | O_CREAT, 0600);
    struct stat status {};
    if (lock.get() < 0 && (errno == ELOOP || errno == EISDIR)) throw no_file();
    if (lock.get() < 0) throw failure("the state could not be locked", errno);
    if (!is_regular(lock, status)) throw no_file();
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return std::nullopt;
      if (errno != EINTR) throw failure("the state could not be locked", errno);
    } else if (is_still_named(lock, place, name)) {
      return lock;
    }
  }
}

Descriptor lock(const Place& place, const LockWait& patience) {
  using Clock = std::chrono::steady_clock;
  const std::string name = place.name + kLockEnding;
  const Clock::time_point end = Clock::now() + patience.longest;
  for (bool told = false;; told = true) {
    if (std::optional<Descriptor> lock = try_lock(place, name)) return std::move(*lock);
    const Clock::duration left = end - Clock::now();
    if (left <= Clock::duration::zero()) {
      throw StateError(
          "another run uses the state; wait until it has ended, or wait longer with --wait");
    }
    if (!told && patience.on_wait) patience.on_wait();
    std::this_thread::sleep_for(std::min<Clock::duration>(left, kBetweenTries));
  }
}

void write_all(const Descriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      throw failure("the state could not be written", errno);
    }
  }
}

void sync_folder(const Place& place) {
  const Descriptor folder(::openat(place.folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // Some file systems know no such thing, and need none.
  if (folder.get() < 0 || (::fsync(folder.get()) != 0 && errno != EINVAL))
    throw failure("the state could not be put in place for good", errno);
}

/// No descriptor where there is none.
Descriptor open_state(const Place& place) {
  Descriptor file = open_in(place, place.name, O_RDONLY);
  if (file.get() < 0 && errno != ENOENT) throw failure("the state could not be read", errno);
  struct stat status {};
  if (file.get() >= 0 && !is_regular(file, status))
    throw StateError("is no regular file; name another file");
  return file;
}

/// The first bytes, at most so many.
std::string bytes_of(const Descriptor& file, std::uint64_t most) {
  struct stat status {};
  try {
    if (::fstat(file.get(), &status) != 0) throw std::system_error(errno, std::generic_category());
    return read_bytes(file.get(), 0, std::min(most, static_cast<std::uint64_t>(status.st_size)));
  } catch (const std::system_error& problem) {
    throw failure("the state could not be read", problem.code().value());
  }
}

}  // namespace

StateFile::StateFile(const std::string& path, const LockWait& patience) : place_(place_of(path)) {
  // Nothing is made beside what is no state.
  if (const Descriptor file = open_state(place_); file.get() >= 0)
    check_state_head(bytes_of(file, kStateHead));
  lock_ = lock(place_, patience);
}

std::optional<State> StateFile::load() const {
  const Descriptor file = open_state(place_);
  if (file.get() < 0) return std::nullopt;
  return read_state(bytes_of(file, std::numeric_limits<std::uint64_t>::max()));
}

void StateFile::store(const State& state) const {
  const std::string bytes = write_state(state);
  const std::string name = place_.name + kNewEnding;
  const int folder = place_.folder.get();
  // One that is left of a run that was killed. Of a link planted there the link goes.
  if (::unlinkat(folder, name.c_str(), 0) != 0 && errno != ENOENT) {
    if (errno == EISDIR)
      throw StateError(
          fmt::format("the state could not be written: {} beside it is a folder; move it away",
                      safe_text(name)));
    throw failure("the state could not be written", errno);
  }
  const Descriptor file = open_in(place_, name, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (file.get() < 0) throw failure("the state could not be written", errno);
  try {
    write_all(file, bytes);
    if (::fsync(file.get()) != 0) throw failure("the state could not be written", errno);
    if (::renameat(folder, name.c_str(), folder, place_.name.c_str()) != 0)
      throw failure("the state could not be put in place", errno);
  } catch (const StateError&) {
    ::unlinkat(folder, name.c_str(), 0);
    throw;
  }
  sync_folder(place_);
}

bool is_of_state(const std::string& state_path, const std::string& path) {
  const auto name = [](const std::string& of) { return of.substr(of.rfind('/') + 1); };
  const std::string of_state = name(state_path);
  const std::string of_path = name(path);
  if (state_path.empty() || (of_path != of_state && of_path != of_state + kLockEnding &&
                             of_path != of_state + kNewEnding))
    return false;
  struct stat folder {};
  struct stat other {};
  const auto is_there = [&](const std::string& of, struct stat& status) {
    const std::string path_of_folder = of.substr(0, of.rfind('/') + 1);
    return ::stat(path_of_folder.empty() ? "." : path_of_folder.c_str(), &status) == 0;
  };
  return is_there(state_path, folder) && is_there(path, other) && folder.st_dev == other.st_dev &&
         folder.st_ino == other.st_ino;
}

}  // namespace logscan
