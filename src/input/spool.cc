#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "input/open_file.h"
#include "logscan/input.h"
#include "os/file.h"

namespace logscan {
namespace {

// Opens a file without a name, so that nothing is left over however the run ends. Returns no
// descriptor and sets errno on failure.
Descriptor open_unlinked_file() {
  const char* chosen = std::getenv("TMPDIR");
  std::string name = chosen != nullptr && *chosen != '\0' ? chosen : "/tmp";
  name += "/logscan-XXXXXX";
  const int fd = ::mkostemp(name.data(), O_CLOEXEC);
  if (fd >= 0) ::unlink(name.c_str());
  return Descriptor(fd);
}

}  // namespace

Input Input::spool_stdin() {
  struct stat status {};
  if (status_of(STDIN_FILENO, status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))
    return open("-");
  Input spool;
  spool.path_ = "-";
  const auto fail = [&](int problem) {
    spool.error_ =
        "cannot be copied to a temporary file: " + describe_error(problem) + "; set TMPDIR";
    return std::move(spool);
  };
  Descriptor file = open_unlinked_file();
  if (file.get() < 0) return fail(errno);
  spool.file_ = std::make_shared<OpenFile>("-", std::move(file));
  std::array<char, 64 * 1024> bytes;
  for (;;) {
    std::optional<std::size_t> got;
    try {
      got = read_next(STDIN_FILENO, bytes.data(), bytes.size());
    } catch (const std::system_error& failure) {
      spool.error_ = describe_error(failure.code().value());
      return spool;
    }
    if (got == 0) break;
    if (!got) {
      wait_for_bytes(STDIN_FILENO);
      continue;
    }
    try {
      write_all(spool.file_->number(), {bytes.data(), *got});
    } catch (const std::system_error& failure) {
      return fail(failure.code().value());
    }
  }
  spool.inspect();
  return spool;
}

}  // namespace logscan
