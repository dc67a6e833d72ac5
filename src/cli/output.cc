#include "cli/output.h"

#include <cerrno>
#include <fcntl.h>
#include <stdlib.h>
#include <system_error>
#include <unistd.h>

namespace logscan::cli {
namespace {

[[noreturn]] void fail(int problem) {
  throw std::system_error(problem, std::generic_category());
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      return false;
    } else if (errno != EINTR) {
      fail(errno);
    }
  }
  return true;
}

std::string link_target(const std::string& path) {
  char* const found = ::realpath(path.c_str(), nullptr);
  if (found == nullptr) fail(errno);
  const std::string target = found;
  ::free(found);
  return target;
}

mode_t usual_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

Output::Output(const std::string& path) {
  if (path.empty()) {
    fd_ = STDOUT_FILENO;
    return;
  }
  struct stat old {};
  mode_t mode = 0;
  path_ = path;
  if (::stat(path.c_str(), &old) == 0) {
    if (S_ISDIR(old.st_mode)) fail(EISDIR);
    if (!S_ISREG(old.st_mode)) {
      path_.clear();
      owned_ = true;
      fd_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
      if (fd_ < 0) fail(errno);
      return;
    }
    // A file that may not be written is not to be replaced either, though its folder would allow
    // it.
    if (::access(path.c_str(), W_OK) != 0) fail(errno);
    path_ = link_target(path);
    mode = old.st_mode & 07777;
  } else if (errno != ENOENT) {
    fail(errno);
  } else {
    mode = usual_mode();
  }
  temporary_ = std::make_unique<Temporary>(path_);
  fd_ = temporary_->descriptor();
  if (::fchmod(fd_, mode) != 0) fail(errno);
}

Output::~Output() {
  if (owned_) ::close(fd_);
}

bool Output::append(std::string_view bytes) {
  return write_all(fd_, bytes);
}

void Output::commit() {
  if (!temporary_) return;
  if (::fsync(fd_) != 0) fail(errno);
  temporary_->rename_to(path_);
}

bool Output::write(std::string_view report) {
  if (!append(report)) return false;
  commit();
  return true;
}

bool same_file(const std::string& path, int descriptor) {
  struct stat a {};
  struct stat b {};
  return !path.empty() && ::stat(path.c_str(), &a) == 0 && ::fstat(descriptor, &b) == 0 &&
         S_ISREG(a.st_mode) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

void hold_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
    // Opened for the other direction; open() gives the lowest free number, which is `fd`.
    if (::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd) return;
  }
}

}  // namespace logscan::cli
