#include "os/new_file.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "os/file.h"
#include "os/regular_file.h"

namespace logscan {
namespace {

// The lock file may have been removed meanwhile, and another process may have locked a new one.
bool is_still_named(const struct stat& file, const Place& place, const std::string& name) {
  struct stat named {};
  return ::fstatat(place.folder.get(), name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         id_of(file) == id_of(named);
}

}  // namespace

NewFile::NewFile(const Place& place, std::string name, mode_t mode)
    : place_(place),
      name_(std::move(name)),
      file_(open_in(place.folder.get(), name_, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode)) {
  if (file_.get() < 0) throw_errno();
}

NewFile::~NewFile() {
  if (!is_in_place_) remove_in(place_, name_);
}

void NewFile::put_in_place() {
  const int folder = place_.folder.get();
  if (::renameat(folder, name_.c_str(), folder, place_.name.c_str()) != 0) throw_errno();
  is_in_place_ = true;
}

void sync_folder(const Place& place) {
  const Descriptor folder = open_in(place.folder.get(), ".", O_RDONLY | O_DIRECTORY);
  if (folder.get() < 0) throw_errno();
  try {
    sync_file(folder.get());
  } catch (const std::system_error& failure) {
    // Some file systems do not support this, and do not need it.
    if (failure.code().value() != EINVAL) throw;
  }
}

int remove_in(const Place& place, const std::string& name) {
  return ::unlinkat(place.folder.get(), name.c_str(), 0) == 0 ? 0 : errno;
}

std::optional<Descriptor> try_lock(const Place& place, const std::string& name) {
  for (;;) {
    Descriptor lock =
        open_in(place.folder.get(), name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (lock.get() < 0) throw_errno(errno == ELOOP || errno == EISDIR ? kNotRegular : errno);
    struct stat status {};
    if (status_of(lock.get(), status) != 0 || !S_ISREG(status.st_mode)) throw_errno(kNotRegular);
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return std::nullopt;
      if (errno != EINTR) throw_errno();
    } else if (is_still_named(status, place, name)) {
      return lock;
    }
  }
}

}  // namespace logscan
