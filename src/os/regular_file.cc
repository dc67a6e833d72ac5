#include "os/regular_file.h"

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
  Descriptor file = open_file(path, O_RDONLY | O_NONBLOCK);
  opened.problem = file.get() < 0 ? errno : status_of(file.get(), opened.status);
  if (opened.problem == ENXIO) opened.problem = kNotRegular;  // a socket
  if (opened.problem == 0) opened.problem = problem_of(opened.status, id);
  if (opened.problem == 0) opened.file = std::move(file);
  return opened;
}

std::string file_head(const std::string& path, std::size_t most) {
  const RegularFile opened = open_regular(path);
  switch (opened.problem) {
    case 0:
      return read_bytes(opened.file.get(), 0, most);
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case EISDIR:
    case kNotRegular:
      return {};
    default:
      throw_errno(opened.problem);
  }
}

}  // namespace logscan
