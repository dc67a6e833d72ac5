#include "input/open_file.h"

#include <algorithm>
#include <cerrno>
#include <sys/resource.h>
#include <system_error>

#include "os/regular_file.h"

namespace logscan {
namespace {

// Reserved for output, state, folders, and the files being read.
constexpr rlim_t kReserve = 128;

bool is_scarce(int descriptor) {
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return false;
  const rlim_t reserve = std::min(kReserve, limit.rlim_cur / 2);
  return static_cast<rlim_t>(descriptor) >= limit.rlim_cur - reserve;
}

}  // namespace

std::string describe_error(int error) {
  switch (error) {
    case ENOENT:
      return "no such file; check the name and the current folder";
    case EACCES:
      return "permission denied; run as a user who may read it";
    case ENXIO:
      return "no such device, or a socket; name a log file";
    case ELOOP:
      return "symbolic links form a loop; name the file itself";
    case EPERM:
      return "reached through another user's symbolic link; to read it, name the file itself";
    case EISDIR:
      return "is a directory; name the log files in it";
    case kNotRegular:
      return "is not a regular file; name a log file";
    case kOtherFile:
      return "was replaced by another file before it was read; try again";
    case EMFILE:
      return "too many open files; raise the limit with ulimit -n, or name fewer files";
    default:
      return std::generic_category().message(error);
  }
}

void OpenFile::close_if_scarce(const FileId& id) {
  if (!is_owned() || !is_scarce(descriptor_->get())) return;
  id_ = id;
  descriptor_.reset();
}

std::shared_ptr<const Descriptor> OpenFile::acquire() const {
  if (descriptor_ != nullptr) return descriptor_;
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const Descriptor> descriptor = reopened_.lock();
  if (descriptor == nullptr) reopened_ = descriptor = reopen();
  return descriptor;
}

std::shared_ptr<const Descriptor> OpenFile::reopen() const {
  constexpr const char* kAdvice = "; raise the limit of open files with ulimit -n";
  RegularFile opened = open_regular(path_, id_);
  switch (opened.problem) {
    case 0:
      return std::make_shared<const Descriptor>(std::move(opened.file));
    case ENOENT:
      throw InputError("was removed or renamed before it was read" + std::string(kAdvice));
    case kOtherFile:
    case kNotRegular:
    case EISDIR:
      throw InputError("was replaced by another file before it was read" + std::string(kAdvice));
    default:
      throw InputError("could not be reopened: " + describe_error(opened.problem));
  }
}

}  // namespace logscan
