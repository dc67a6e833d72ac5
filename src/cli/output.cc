#include "cli/output.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace logscan::cli {
namespace {

enum class Problem { kNoReader = 1, kOthersFifo, kSocket, kReplaced };

class OutputCategory : public std::error_category {
 public:
  const char* name() const noexcept override { return "output"; }
  std::string message(int problem) const override {
    switch (static_cast<Problem>(problem)) {
      case Problem::kNoReader:
        return "no process reads this FIFO";
      case Problem::kOthersFifo:
        return "this FIFO belongs to another user";
      case Problem::kSocket:
        return "is a socket";
      case Problem::kReplaced:
        break;
    }
    return "was replaced while it was opened";
  }
};

std::error_code code_of(Problem problem) {
  static const OutputCategory category;
  return {static_cast<int>(problem), category};
}

[[noreturn]] void fail(int problem) {
  throw std::system_error(problem, std::generic_category());
}

[[noreturn]] void fail(Problem problem) {
  throw std::system_error(code_of(problem));
}

bool is_same(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool is_standard_output(const struct stat& status) {
  struct stat output {};
  return ::fstat(STDOUT_FILENO, &output) == 0 && is_same(status, output);
}

// Another process that shares the pipe or terminal may have made it non-blocking.
void wait_for_room(int fd) {
  struct pollfd wanted {
    fd, POLLOUT, 0
  };
  ::poll(&wanted, 1, -1);
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      return false;
    } else if (errno == EAGAIN) {
      wait_for_room(fd);
    } else if (errno != EINTR) {
      fail(errno);
    }
  }
  return true;
}

// The mode of a new file, before the umask.
constexpr mode_t kUsualMode = 0666;
// The mode until the new file gets that of the old one, so that nobody can read it before.
constexpr mode_t kOwnMode = 0600;

}  // namespace

Output::Output(const std::string& path) {
  if (path.empty()) {
    fd_ = STDOUT_FILENO;
  } else {
    open(path);
  }
}

void Output::open(const std::string& path) {
  Place place = find_place(path);
  struct stat old {};
  if (place.name.empty()) {
    if (::stat(path.c_str(), &old) != 0) fail(errno);
    // As a socket it could not be opened a second time.
    if (is_standard_output(old)) {
      fd_ = STDOUT_FILENO;
    } else {
      write_through(AT_FDCWD, path, old, O_APPEND);
    }
    return;
  }
  if (::fstatat(place.folder.get(), place.name.c_str(), &old, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno != ENOENT) fail(errno);
    return replace(std::move(place), kUsualMode);
  }
  if (!S_ISREG(old.st_mode)) {
    if (S_ISFIFO(old.st_mode) && old.st_uid != ::geteuid() && old.st_uid != 0)
      fail(Problem::kOthersFifo);
    return write_through(place.folder.get(), place.name, old, O_NOFOLLOW);
  }
  // A file that may not be written is not to be replaced either, though its folder would allow it.
  if (::faccessat(place.folder.get(), place.name.c_str(), W_OK, AT_EACCESS) != 0) fail(errno);
  replace(std::move(place), kOwnMode);
  // Drops the setuid and setgid bits, since the owner may change.
  if (::fchmod(fd_, old.st_mode & 0777) != 0) fail(errno);
}

void Output::replace(Place place, mode_t mode) {
  temporary_ = std::make_unique<Temporary>(std::move(place), mode);
  fd_ = temporary_->descriptor();
}

// Opening waits for nobody; writing waits for the reader.
void Output::write_through(int folder, const std::string& name, const struct stat& known,
                           int flags) {
  Descriptor file(
      ::openat(folder, name.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | flags));
  if (file.get() < 0 && errno == ENXIO && S_ISFIFO(known.st_mode)) fail(Problem::kNoReader);
  if (file.get() < 0 && errno == ENXIO && S_ISSOCK(known.st_mode)) fail(Problem::kSocket);
  if (file.get() < 0) fail(errno);
  struct stat opened {};
  if (::fstat(file.get(), &opened) != 0) fail(errno);
  if (!is_same(opened, known)) fail(Problem::kReplaced);
  const int mode = ::fcntl(file.get(), F_GETFL);
  if (mode < 0 || ::fcntl(file.get(), F_SETFL, mode & ~O_NONBLOCK) != 0) fail(errno);
  fd_ = file.release();
  owned_ = true;
}

Output::~Output() {
  if (owned_) ::close(fd_);
}

bool Output::append(std::string_view bytes) {
  was_closed_ = was_closed_ || !write_all(fd_, bytes);
  return !was_closed_;
}

void Output::commit() {
  if (!temporary_) return;
  if (::fsync(fd_) != 0) fail(errno);
  temporary_->put_in_place();
}

bool Output::write(std::string_view report) {
  if (!append(report)) return false;
  commit();
  return true;
}

void Output::sync() const {
  if (temporary_) return temporary_->sync_folder();
  struct stat status {};
  if (::fstat(fd_, &status) == 0 && S_ISREG(status.st_mode) && ::fsync(fd_) != 0) fail(errno);
}

std::error_code no_reader() {
  return code_of(Problem::kNoReader);
}

bool same_file(const std::string& path, const FileId& file) {
  struct stat status {};
  return !path.empty() && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         file == FileId{status.st_dev, status.st_ino};
}

void hold_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
    // Opened for the other direction; open() gives the lowest free number, which is `fd`.
    if (::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd) return;
  }
}

}  // namespace logscan::cli
