#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "input/open_file.h"
#include "logscan/input.h"

namespace logscan {
namespace {

// Opens a file without a name, so that nothing is left over however the run ends. Returns -1 and
// sets errno on failure.
int open_unlinked_file() {
  const char* chosen = std::getenv("TMPDIR");
  std::string name = chosen != nullptr && *chosen != '\0' ? chosen : "/tmp";
  name += "/logscan-XXXXXX";
  const int fd = ::mkostemp(name.data(), O_CLOEXEC);
  if (fd >= 0) ::unlink(name.c_str());
  return fd;
}

bool write_all(int fd, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t written = ::write(fd, bytes, count);
    if (written < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace

Input Input::spool_stdin() {
  struct stat status {};
  if (::fstat(STDIN_FILENO, &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)) {
    return open("-");
  }
  Input spool;
  spool.path_ = "-";
  const auto fail = [&] {
    spool.error_ =
        "cannot be copied to a temporary file: " + describe_error(errno) + "; set TMPDIR";
    return std::move(spool);
  };
  const int fd = open_unlinked_file();
  if (fd < 0) return fail();
  spool.file_ = std::make_shared<OpenFile>("-", Descriptor(fd));
  std::array<char, 64 * 1024> bytes;
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      spool.error_ = describe_error(errno);
      return spool;
    }
    if (!write_all(fd, bytes.data(), static_cast<std::size_t>(got))) return fail();
  }
  spool.inspect();
  return spool;
}

}  // namespace logscan
