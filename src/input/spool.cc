#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "input/open_file.h"
#include "logscan/input.h"
#include "os/file.h"
#include "os/unnamed_file.h"

namespace logscan {

Input Input::spool_stdin(const std::string& folder) {
  struct stat status {};
  if (status_of(STDIN_FILENO, status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))
    return open("-");
  Input spool;
  spool.path_ = "-";
  const auto fail = [&](int problem) {
    spool.error_ =
        "cannot be copied to a temporary file: " + describe_error(problem) + "; name a --temp-dir";
    return std::move(spool);
  };
  Descriptor file = open_unnamed_file(folder);
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
