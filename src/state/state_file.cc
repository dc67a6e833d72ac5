#include "state/state_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

#include "state/read_bytes.h"
#include <fmt/format.h>

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
  for (;;) {
    Descriptor lock = open_in(place, name, O_RDWR | O_CREAT, 0600);
    struct stat status {};
    if (lock.get() < 0) throw failure("the state could not be locked", errno);
    if (!is_regular(lock, status))
      throw StateError("the state could not be locked: its lock is no regular file; remove it");
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return std::nullopt;
      if (errno != EINTR) throw failure("the state could not be locked", errno);
    } else if (is_still_named(lock, place, name)) {
      return lock;
    }
  }
}

Descriptor lock(const Place& place, const Patience& patience) {
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

}  // namespace

StateFile::StateFile(const std::string& path, const Patience& patience)
    : place_(place_of(path)), lock_(lock(place_, patience)) {}

std::optional<State> StateFile::load() const {
  const Descriptor file = open_in(place_, place_.name, O_RDONLY);
  if (file.get() < 0) {
    if (errno == ENOENT) return std::nullopt;
    throw failure("the state could not be read", errno);
  }
  struct stat status {};
  if (!is_regular(file, status)) throw StateError("is no regular file; name another file");
  std::string bytes;
  try {
    bytes = read_bytes(file.get(), 0, static_cast<std::uint64_t>(status.st_size));
  } catch (const std::system_error& problem) {
    throw failure("the state could not be read", problem.code().value());
  }
  return read_state(bytes);
}

void StateFile::store(const State& state) const {
  const std::string bytes = write_state(state);
  const std::string name = place_.name + kNewEnding;
  const int folder = place_.folder.get();
  // One that is left of a run that was killed. Of a link planted there the link goes.
  if (::unlinkat(folder, name.c_str(), 0) != 0 && errno != ENOENT)
    throw failure("the state could not be written", errno);
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
  return path == state_path || path == state_path + kLockEnding || path == state_path + kNewEnding;
}

}  // namespace logscan
