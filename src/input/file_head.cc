#include "input/file_head.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "base/descriptor.h"

namespace logscan {

std::string file_head(const std::string& path, std::size_t most) {
  struct stat status {};
  // Opening a device may do something.
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0)
    throw std::system_error(errno, std::generic_category());
  if (!S_ISREG(status.st_mode)) return {};
  std::string head(most, '\0');
  std::size_t length = 0;
  while (length < most) {
    const ssize_t got =
        ::pread(file.get(), head.data() + length, most - length, static_cast<off_t>(length));
    if (got == 0) break;
    if (got > 0) {
      length += static_cast<std::size_t>(got);
    } else if (errno != EINTR) {
      throw std::system_error(errno, std::generic_category());
    }
  }
  head.resize(length);
  return head;
}

}  // namespace logscan
