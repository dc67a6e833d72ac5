#include "state/state_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <utility>

#include "os/file.h"
#include "os/new_file.h"
#include "os/regular_file.h"
#include "text/byte_reader.h"
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
    if (place.name.empty()) throw StateError("is not a regular file; name another file");
    return place;
  } catch (const std::system_error& problem) {
    if (problem.code() == planted_link())
      throw StateError(problem.code().message() + "; keep the state in a folder that is yours");
    throw failure("the state cannot be reached", problem.code().value());
  }
}

/// Returns nullopt while another run has the lock.
std::optional<Descriptor> lock_once(const Place& place, const std::string& name) {
  try {
    return try_lock(place, name);
  } catch (const std::system_error& problem) {
    if (problem.code().value() != kNotRegular)
      throw failure("the state could not be locked", problem.code().value());
    throw StateError(fmt::format(
        "the state could not be locked: {} beside it is not a regular file; move it away",
        safe_text(name)));
  }
}

Descriptor lock(const Place& place, const LockWait& wait) {
  using Clock = std::chrono::steady_clock;
  const std::string name = place.name + kLockEnding;
  const Clock::time_point end = Clock::now() + wait.longest;
  for (bool told = false;; told = true) {
    if (std::optional<Descriptor> lock = lock_once(place, name)) return std::move(*lock);
    const Clock::duration left = end - Clock::now();
    if (left <= Clock::duration::zero()) {
      throw StateError(
          "another run uses the state; wait until it has ended, or wait longer with --wait");
    }
    if (!told && wait.on_wait) wait.on_wait();
    std::this_thread::sleep_for(std::min<Clock::duration>(left, kBetweenTries));
  }
}

/// Returns no descriptor if there is no file.
Descriptor open_state(const Place& place) {
  Descriptor file = open_in(place.folder.get(), place.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  if (file.get() < 0 && errno != ENOENT) throw failure("the state could not be read", errno);
  struct stat status {};
  if (file.get() >= 0 && (status_of(file.get(), status) != 0 || !S_ISREG(status.st_mode)))
    throw StateError("is not a regular file; name another file");
  return file;
}

std::uint64_t size_of(const Descriptor& file) {
  struct stat status {};
  if (const int problem = status_of(file.get(), status); problem != 0) throw_errno(problem);
  return static_cast<std::uint64_t>(status.st_size);
}

// Checks the first bytes of a file.
void check_head(const Descriptor& file) {
  try {
    check_state_head(read_bytes(file.get(), 0, std::min<std::uint64_t>(kStateHead, size_of(file))));
  } catch (const std::system_error& problem) {
    throw failure("the state could not be read", problem.code().value());
  }
}

}  // namespace

StateFile::StateFile(const std::string& path, const LockWait& wait) : place_(place_of(path)) {
  // Checked before the lock file is created, so that none appears beside a file that is no state.
  if (const Descriptor file = open_state(place_); file.get() >= 0) check_head(file);
  lock_ = lock(place_, wait);
}

std::optional<State> StateFile::load() const {
  Descriptor file = open_state(place_);
  if (file.get() < 0) return std::nullopt;
  try {
    const std::uint64_t size = size_of(file);
    return read_state({std::move(file), size});
  } catch (const std::system_error& problem) {
    throw failure("the state could not be read", problem.code().value());
  }
}

void StateFile::store(const State& state) const {
  const std::string name = place_.name + kNewEnding;
  const char* step = "the state could not be written";
  try {
    // Removes a file left by a run that was killed. If it is a planted link, only the link is
    // removed.
    const int problem = remove_in(place_, name);
    if (problem == EISDIR)
      throw StateError(
          fmt::format("the state could not be written: {} beside it is a folder; move it away",
                      safe_text(name)));
    if (problem != 0 && problem != ENOENT) throw_errno(problem);
    NewFile file(place_, name, 0600);
    write_state(state, [&](std::string_view bytes) { write_all(file.descriptor(), bytes); });
    sync_file(file.descriptor());
    step = "the state could not replace the old one";
    file.put_in_place();
    step = "the state could not be synced to disk";
    sync_folder(place_);
  } catch (const std::system_error& problem) {
    throw failure(step, problem.code().value());
  } catch (const BytesError&) {
    throw failure("the old state was truncated meanwhile", EIO);
  }
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
  return is_there(state_path, folder) && is_there(path, other) && id_of(folder) == id_of(other);
}

}  // namespace logscan
