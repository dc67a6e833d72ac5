#include "seam/system_calls.h"

#include <cerrno>
#include <cstdarg>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

#include <dirent.h>

namespace logscan::test {

thread_local SystemCalls* SystemCalls::current_ = nullptr;

SystemCalls::SystemCalls(Before before) : before_(std::move(before)) {
  current_ = this;
}

SystemCalls::~SystemCalls() {
  current_ = nullptr;
}

bool SystemCalls::prefetch(const char* name) {
  SystemCalls* const calls = std::exchange(current_, nullptr);
  if (calls == nullptr) return false;
  const int error = errno;
  calls->before_(calls->count_++, name);
  errno = error;
  current_ = calls;
  return true;
}

std::size_t run_with(const std::function<void()>& code, std::size_t at,
                     const std::function<void()>& meanwhile) {
  const SystemCalls calls([&](std::size_t number, const char*) {
    if (number == at) meanwhile();
  });
  code();
  return calls.count();
}

}  // namespace logscan::test

// The linker turns calls of NAME into calls of __wrap_NAME, and __real_NAME into NAME.
#define WRAP(result, name, parameters, arguments) \
  extern "C" result __real_##name parameters;     \
  extern "C" result __wrap_##name parameters;     \
  extern "C" result __wrap_##name parameters {    \
    logscan::test::SystemCalls::prefetch(#name);  \
    return __real_##name arguments;               \
  }

WRAP(int, stat, (const char* path, struct stat* to), (path, to))
WRAP(int, lstat, (const char* path, struct stat* to), (path, to))
WRAP(int, fstat, (int fd, struct stat* to), (fd, to))
WRAP(int, fstatat, (int fd, const char* path, struct stat* to, int how), (fd, path, to, how))
WRAP(int, statx, (int fd, const char* path, int how, unsigned mask, struct statx* to),
     (fd, path, how, mask, to))
WRAP(char*, realpath, (const char* path, char* to), (path, to))
WRAP(ssize_t, readlinkat, (int fd, const char* path, char* to, size_t size), (fd, path, to, size))
WRAP(DIR*, opendir, (const char* path), (path))
WRAP(dirent*, readdir, (DIR * stream), (stream))
WRAP(ssize_t, read, (int fd, void* to, size_t count), (fd, to, count))
WRAP(ssize_t, pread, (int fd, void* to, size_t count, off_t at), (fd, to, count, at))
WRAP(ssize_t, preadv, (int fd, const iovec* to, int count, off_t at), (fd, to, count, at))
WRAP(off_t, lseek, (int fd, off_t to, int from), (fd, to, from))
WRAP(int, inotify_add_watch, (int fd, const char* path, uint32_t what), (fd, path, what))
WRAP(int, poll, (pollfd * fds, nfds_t count, int wait), (fds, count, wait))

// The event that the code waits for happens before the call, so the call need not wait.
extern "C" int __real_nanosleep(const timespec* wait, timespec* left);
extern "C" int __wrap_nanosleep(const timespec* wait, timespec* left);
extern "C" int __wrap_nanosleep(const timespec* wait, timespec* left) {
  return logscan::test::SystemCalls::prefetch("nanosleep") ? 0 : __real_nanosleep(wait, left);
}

extern "C" int __real_open(const char* path, int flags, ...);
extern "C" int __wrap_open(const char* path, int flags, ...);
extern "C" int __wrap_open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  logscan::test::SystemCalls::prefetch("open");
  return __real_open(path, flags, mode);
}

extern "C" int __real_openat(int folder, const char* path, int flags, ...);
extern "C" int __wrap_openat(int folder, const char* path, int flags, ...);
extern "C" int __wrap_openat(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  logscan::test::SystemCalls::prefetch("openat");
  return __real_openat(folder, path, flags, mode);
}
