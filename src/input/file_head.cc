#include "input/file_head.h"

#include <cerrno>
#include <system_error>
#include <unistd.h>

#include "input/regular_file.h"

namespace logscan {

std::string file_head(const std::string& path, std::size_t max_bytes) {
  const RegularFile opened = open_regular(path);
  switch (opened.problem) {
    case 0:
      break;
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case EISDIR:
    case kNotRegular:
      return {};
    default:
      throw std::system_error(opened.problem, std::generic_category());
  }
  std::string head(max_bytes, '\0');
  std::size_t length = 0;
  while (length < max_bytes) {
    const ssize_t got = ::pread(opened.file.get(), head.data() + length, max_bytes - length,
                                static_cast<off_t>(length));
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
