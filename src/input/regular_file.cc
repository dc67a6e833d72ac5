#include "input/regular_file.h"

#include <cerrno>
#include <fcntl.h>
#include <utility>

namespace logscan {
namespace {

int problem_of(const struct stat& status, const std::optional<FileId>& id) {
  if (S_ISDIR(status.st_mode)) return EISDIR;
  if (!S_ISREG(status.st_mode)) return kNotRegular;
  return id && *id != id_of(status) ? kOtherFile : 0;
}

}  // namespace

RegularFile open_regular(const std::string& path, const std::optional<FileId>& id) {
  RegularFile opened;
  // Opening a device may have side effects. A caller that knows the id has already checked the
  // file.
  if (!id && ::stat(path.c_str(), &opened.status) != 0) {
    opened.problem = errno;
  } else if (!id) {
    opened.problem = problem_of(opened.status, id);
  }
  if (opened.problem != 0) return opened;
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (file.get() < 0 || ::fstat(file.get(), &opened.status) != 0) {
    opened.problem = errno == ENXIO ? kNotRegular : errno;  // a socket
  } else {
    opened.problem = problem_of(opened.status, id);
  }
  if (opened.problem == 0) opened.file = std::move(file);
  return opened;
}

}  // namespace logscan
