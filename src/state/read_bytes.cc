#include "state/read_bytes.h"

#include <cerrno>
#include <cstddef>
#include <system_error>
#include <unistd.h>

namespace logscan {

std::string read_bytes(int descriptor, std::uint64_t begin, std::uint64_t end) {
  std::string bytes(static_cast<std::size_t>(end - begin), '\0');
  std::size_t length = 0;
  while (length < bytes.size()) {
    const ssize_t got = ::pread(descriptor, bytes.data() + length, bytes.size() - length,
                                static_cast<off_t>(begin + length));
    if (got == 0) break;
    if (got > 0) {
      length += static_cast<std::size_t>(got);
    } else if (errno != EINTR) {
      throw std::system_error(errno, std::generic_category());
    }
  }
  bytes.resize(length);
  return bytes;
}

}  // namespace logscan
