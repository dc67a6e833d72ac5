#include "logscan/input.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "input/content_kind.h"

namespace logscan {
namespace {

std::string reason_and_advice(int error) {
  switch (error) {
    case ENOENT:
      return "no such file; check the name, and the folder you are in";
    case EACCES:
      return "permission denied; run as a user who may read it";
    case ENXIO:
      return "no such device, or a socket; name a log file";
    case EMFILE:
      return "too many open files; raise the limit with ulimit -n, or name fewer files";
    default:
      return std::generic_category().message(error);
  }
}

// -1 and errno on failure. A file without a name, so that nothing is left behind however the run
// ends.
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

Input Input::open(const std::string& path) {
  Input input;
  input.path_ = path;
  if (path == "-") {
    input.fd_ = STDIN_FILENO;
  } else {
    input.fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    input.owned_ = true;
    if (input.fd_ < 0) {
      input.error_ = reason_and_advice(errno);
      return input;
    }
  }
  input.inspect();
  return input;
}

Input Input::spool_stdin() {
  Input from = open("-");
  if (from.seekable_ || from.error_) return from;
  Input spool;
  spool.path_ = "-";
  spool.owned_ = true;
  spool.fd_ = open_unlinked_file();
  if (spool.fd_ < 0) {
    spool.error_ =
        "cannot be copied to a temporary file: " + reason_and_advice(errno) + "; set TMPDIR";
    return spool;
  }
  std::array<char, 64 * 1024> bytes;
  std::uint64_t offset = 0;
  while (const std::size_t got = from.read(offset, bytes.data(), bytes.size())) {
    if (!write_all(spool.fd_, bytes.data(), got)) {
      spool.error_ =
          "cannot be copied to a temporary file: " + reason_and_advice(errno) + "; set TMPDIR";
      return spool;
    }
    offset += got;
  }
  spool.inspect();
  return spool;
}

void Input::inspect() {
  struct stat status {};
  if (::fstat(fd_, &status) != 0) {
    error_ = reason_and_advice(errno);
    return;
  }
  if (S_ISDIR(status.st_mode)) {
    error_ = "is a directory; name the log files in it";
    return;
  }
  if (S_ISREG(status.st_mode)) {
    seekable_ = true;
    const off_t at = owned_ ? 0 : ::lseek(fd_, 0, SEEK_CUR);
    start_ = at > 0 ? static_cast<std::uint64_t>(at) : 0;
    const std::uint64_t all = static_cast<std::uint64_t>(status.st_size);
    size_ = all > start_ ? all - start_ : 0;
    ::posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  inspect_head();
}

void Input::inspect_head() {
  std::array<char, kHeadBytes> head;
  std::size_t length = 0;
  try {
    while (length < head.size()) {
      const std::size_t got = read(length, head.data() + length, head.size() - length);
      if (got == 0) break;
      length += got;
    }
  } catch (const std::system_error& failure) {
    error_ = reason_and_advice(failure.code().value());
    return;
  }
  error_ = content_problem({head.data(), length});
  if (!seekable_) head_.assign(head.data(), length);
}

std::size_t Input::read(std::uint64_t offset, char* to, std::size_t count) const {
  if (offset < head_.size()) {
    const std::size_t given = std::min(count, head_.size() - static_cast<std::size_t>(offset));
    std::memcpy(to, head_.data() + offset, given);
    return given;
  }
  for (;;) {
    const ssize_t got = seekable_ ? ::pread(fd_, to, count, static_cast<off_t>(start_ + offset))
                                  : ::read(fd_, to, count);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw std::system_error(errno, std::generic_category());
  }
}

Input::Input(Input&& other) noexcept {
  *this = std::move(other);
}

Input& Input::operator=(Input&& other) noexcept {
  if (this == &other) return *this;
  if (owned_ && fd_ >= 0) ::close(fd_);
  path_ = std::move(other.path_);
  error_ = std::move(other.error_);
  fd_ = std::exchange(other.fd_, -1);
  owned_ = other.owned_;
  seekable_ = other.seekable_;
  size_ = other.size_;
  start_ = other.start_;
  part_ = other.part_;
  identity_ = other.identity_;
  head_ = std::move(other.head_);
  return *this;
}

Input::~Input() {
  if (owned_ && fd_ >= 0) ::close(fd_);
}

}  // namespace logscan
