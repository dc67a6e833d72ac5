#include "os/lock_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "os/file.h"
#include "os/regular_file.h"

namespace logscan {
namespace {

// Somebody may have removed the lock's name in the meantime, and another process locked a new one.
bool is_still_named(const struct stat& file, const Place& place, const std::string& name) {
  struct stat named {};
  return ::fstatat(place.folder.get(), name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         id_of(file) == id_of(named);
}

}  // namespace

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
