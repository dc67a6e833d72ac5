#include "os/file.h"

#include <algorithm>
#include <poll.h>
#include <system_error>
#include <tuple>
#include <unistd.h>

namespace logscan {
namespace {

constexpr int kAlways = O_CLOEXEC | O_NOCTTY;
constexpr std::size_t kStep = 64 * 1024;

void wait_for(int fd, short event) {
  struct pollfd wanted {
    fd, event, 0
  };
  ::poll(&wanted, 1, -1);
}

}  // namespace

void throw_errno(int problem) {
  throw std::system_error(problem, std::generic_category());
}

Descriptor open_file(const std::string& path, int flags) {
  return Descriptor(::open(path.c_str(), flags | kAlways));
}

Descriptor open_in(int folder, const std::string& name, int flags, mode_t mode) {
  return Descriptor(::openat(folder, name.c_str(), flags | kAlways, mode));
}

bool exists(const std::string& path) {
  struct stat ignored {};
  return ::stat(path.c_str(), &ignored) == 0;
}

int status_of(int fd, struct stat& status) {
  return ::fstat(fd, &status) == 0 ? 0 : errno;
}

bool is_born_since(const std::string& path, const timespec& since) {
  struct statx status {};
  if (::statx(AT_FDCWD, path.c_str(), 0, STATX_BTIME | STATX_MTIME, &status) != 0) return false;
  const statx_timestamp& time =
      (status.stx_mask & STATX_BTIME) != 0 ? status.stx_btime : status.stx_mtime;
  return std::tuple(time.tv_sec, std::int64_t{time.tv_nsec}) >=
         std::tuple(std::int64_t{since.tv_sec}, std::int64_t{since.tv_nsec});
}

std::size_t read_at(int fd, std::uint64_t offset, char* to, std::size_t count) {
  for (;;) {
    const ssize_t got = ::pread(fd, to, count, static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw_errno();
  }
}

std::size_t read_at(int fd, std::uint64_t offset, std::span<iovec> parts) {
  for (;;) {
    const ssize_t got =
        ::preadv(fd, parts.data(), static_cast<int>(parts.size()), static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw_errno();
  }
}

std::string read_bytes(int fd, std::uint64_t begin, std::uint64_t end) {
  std::string bytes(static_cast<std::size_t>(end - begin), '\0');
  std::size_t length = 0;
  while (length < bytes.size()) {
    const std::size_t got =
        read_at(fd, begin + length, bytes.data() + length, bytes.size() - length);
    if (got == 0) break;
    length += got;
  }
  bytes.resize(length);
  return bytes;
}

std::optional<std::size_t> read_next(int fd, char* to, std::size_t count) {
  const ssize_t got = ::read(fd, to, count);
  if (got >= 0) return static_cast<std::size_t>(got);
  if (errno != EINTR && errno != EAGAIN) throw_errno();
  return std::nullopt;
}

void wait_for_bytes(int fd) {
  wait_for(fd, POLLIN);
}

std::string read_all(int fd, std::size_t most) {
  std::string bytes;
  for (;;) {
    const std::size_t size = bytes.size();
    bytes.resize(size + kStep);
    const std::optional<std::size_t> got = read_next(fd, &bytes[size], kStep);
    bytes.resize(size + got.value_or(0));
    if (got == 0) return bytes;
    if (bytes.size() > most) throw_errno(EFBIG);
    if (!got) wait_for_bytes(fd);
  }
}

std::string read_file(const std::string& path, std::size_t most) {
  const Descriptor file = open_file(path);
  if (file.get() < 0) throw_errno();
  return read_all(file.get(), most);
}

std::uint64_t position_of(int fd) {
  return static_cast<std::uint64_t>(std::max<off_t>(0, ::lseek(fd, 0, SEEK_CUR)));
}

std::uint64_t next_data(int fd, std::uint64_t offset) {
  off_t next = ::lseek(fd, static_cast<off_t>(offset), SEEK_DATA);
  // No data is left: the hole goes to the end.
  if (next < 0 && errno == ENXIO) next = ::lseek(fd, 0, SEEK_END);
  return next < 0 ? offset : std::max(offset, static_cast<std::uint64_t>(next));
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      return false;
    } else if (errno == EAGAIN) {
      // Another process that shares the pipe or terminal may have made it non-blocking.
      wait_for(fd, POLLOUT);
    } else if (errno != EINTR) {
      throw_errno();
    }
  }
  return true;
}

void sync_file(int fd) {
  if (::fsync(fd) != 0) throw_errno();
}

void hold_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
    // Opened for the other direction; open() gives the lowest free number, which is `fd`.
    if (::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd) return;
  }
}

}  // namespace logscan
