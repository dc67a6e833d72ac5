#include "input/open_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <system_error>

#include "logscan/input.h"

namespace logscan {
namespace {

// Left for output, state, folders, and for the files that are being read.
constexpr rlim_t kReserve = 128;

bool is_scarce(int descriptor) {
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return false;
  const rlim_t reserve = std::min(kReserve, limit.rlim_cur / 2);
  return static_cast<rlim_t>(descriptor) >= limit.rlim_cur - reserve;
}

}  // namespace

std::string reason_and_advice(int error) {
  switch (error) {
    case ENOENT:
      return "no such file; check the name, and the folder you are in";
    case EACCES:
      return "permission denied; run as a user who may read it";
    case ENXIO:
      return "no such device, or a socket; name a log file";
    case ELOOP:
      return "links that lead in a circle; name the file itself";
    case EMFILE:
      return "too many open files; raise the limit with ulimit -n, or name fewer files";
    default:
      return std::generic_category().message(error);
  }
}

void OpenFile::rest_if_scarce(dev_t device, ino_t inode) {
  if (!kept_->is_owned() || !is_scarce(kept_->number())) return;
  device_ = device;
  inode_ = inode;
  kept_.reset();
}

std::shared_ptr<const InputDescriptor> OpenFile::hold() const {
  if (kept_ != nullptr) return kept_;
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const InputDescriptor> descriptor = lent_.lock();
  if (descriptor == nullptr) lent_ = descriptor = open_again();
  return descriptor;
}

std::shared_ptr<const InputDescriptor> OpenFile::open_again() const {
  constexpr const char* kAdvice = "; raise the limit of open files with ulimit -n";
  const int number = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (number < 0) {
    const int error = errno;
    if (error == ENOENT) {
      throw InputError("was removed or renamed before it was read" + std::string(kAdvice));
    }
    throw InputError("could not be opened again: " + reason_and_advice(error));
  }
  std::shared_ptr<const InputDescriptor> descriptor =
      std::make_shared<InputDescriptor>(number, true);
  struct stat status {};
  if (::fstat(number, &status) != 0) throw InputError(reason_and_advice(errno));
  if (status.st_dev != device_ || status.st_ino != inode_) {
    throw InputError("was replaced by another file before it was read" + std::string(kAdvice));
  }
  return descriptor;
}

}  // namespace logscan
