// Interposes between the program and the C library (LD_PRELOAD), and makes calls fail as rules.h
// says.

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "faults/rules.h"
#include <dirent.h>
#include <dlfcn.h>

using logscan::faults::apply_rules;
using logscan::faults::Verdict;

// Returns the real function with this name.
#define NEXT(name) \
  static const auto next = reinterpret_cast<decltype(&name)>(::dlsym(RTLD_NEXT, #name))

// Replaces `name`. `fd` and `path` say which file the call uses; `failed` is its result on failure.
#define REPLACE(result, name, parameters, fd, path, failed, arguments) \
  extern "C" result name parameters {                                  \
    NEXT(name);                                                        \
    if (const int error = apply_rules(#name, fd, path).error) {        \
      errno = error;                                                   \
      return failed;                                                   \
    }                                                                  \
    return next arguments;                                             \
  }

// Replaces a function that reads or writes `count` bytes. To the rules, all its variants are one
// call.
#define REPLACE_TRANSFER(name, known_as, parameters, arguments) \
  extern "C" ssize_t name parameters {                          \
    NEXT(name);                                                 \
    const Verdict verdict = apply_rules(known_as, fd, nullptr); \
    if (verdict.error != 0) {                                   \
      errno = verdict.error;                                    \
      return -1;                                                \
    }                                                           \
    count = std::min(count, verdict.most);                      \
    return next arguments;                                      \
  }

#define REPLACE_OPEN(name)                                                                 \
  extern "C" int name(const char* path, int flags, ...) {                                  \
    NEXT(name);                                                                            \
    va_list rest;                                                                          \
    va_start(rest, flags);                                                                 \
    const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                                          \
    if (const int error = apply_rules("open", -1, path).error) {                           \
      errno = error;                                                                       \
      return -1;                                                                           \
    }                                                                                      \
    return next(path, flags, mode);                                                        \
  }

#define REPLACE_OPENAT(name)                                                               \
  extern "C" int name(int folder, const char* path, int flags, ...) {                      \
    NEXT(name);                                                                            \
    va_list rest;                                                                          \
    va_start(rest, flags);                                                                 \
    const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                                          \
    if (const int error = apply_rules("open", -1, path).error) {                           \
      errno = error;                                                                       \
      return -1;                                                                           \
    }                                                                                      \
    return next(folder, path, flags, mode);                                                \
  }

REPLACE_OPEN(open)
REPLACE_OPEN(open64)
REPLACE_OPENAT(openat)
REPLACE_OPENAT(openat64)

REPLACE_TRANSFER(read, "read", (int fd, void* to, size_t count), (fd, to, count))
REPLACE_TRANSFER(pread, "pread", (int fd, void* to, size_t count, off_t at), (fd, to, count, at))
REPLACE_TRANSFER(pread64, "pread", (int fd, void* to, size_t count, off64_t at),
                 (fd, to, count, at))
REPLACE_TRANSFER(write, "write", (int fd, const void* from, size_t count), (fd, from, count))
REPLACE_TRANSFER(pwrite, "write", (int fd, const void* from, size_t count, off_t at),
                 (fd, from, count, at))
REPLACE_TRANSFER(pwrite64, "write", (int fd, const void* from, size_t count, off64_t at),
                 (fd, from, count, at))

REPLACE(int, close, (int fd), fd, nullptr, -1, (fd))
REPLACE(int, fsync, (int fd), fd, nullptr, -1, (fd))
REPLACE(int, fdatasync, (int fd), fd, nullptr, -1, (fd))
REPLACE(int, fstat, (int fd, struct stat* to), fd, nullptr, -1, (fd, to))
REPLACE(int, fstat64, (int fd, struct stat64* to), fd, nullptr, -1, (fd, to))
REPLACE(int, fchmod, (int fd, mode_t mode), fd, nullptr, -1, (fd, mode))
REPLACE(int, fchown, (int fd, uid_t user, gid_t group), fd, nullptr, -1, (fd, user, group))
REPLACE(int, ftruncate, (int fd, off_t size), fd, nullptr, -1, (fd, size))
REPLACE(int, flock, (int fd, int how), fd, nullptr, -1, (fd, how))
REPLACE(off_t, lseek, (int fd, off_t to, int from), fd, nullptr, -1, (fd, to, from))
REPLACE(int, inotify_add_watch, (int fd, const char* path, uint32_t what), fd, path, -1,
        (fd, path, what))

REPLACE(int, stat, (const char* path, struct stat* to), -1, path, -1, (path, to))
REPLACE(int, stat64, (const char* path, struct stat64* to), -1, path, -1, (path, to))
REPLACE(int, lstat, (const char* path, struct stat* to), -1, path, -1, (path, to))
REPLACE(int, lstat64, (const char* path, struct stat64* to), -1, path, -1, (path, to))
REPLACE(int, fstatat, (int fd, const char* path, struct stat* to, int how), fd, path, -1,
        (fd, path, to, how))
REPLACE(int, access, (const char* path, int how), -1, path, -1, (path, how))
REPLACE(int, faccessat, (int fd, const char* path, int what, int how), fd, path, -1,
        (fd, path, what, how))
REPLACE(int, rename, (const char* from, const char* to), -1, to, -1, (from, to))
REPLACE(int, renameat, (int a, const char* from, int b, const char* to), b, to, -1,
        (a, from, b, to))
REPLACE(int, link, (const char* from, const char* to), -1, to, -1, (from, to))
REPLACE(int, linkat, (int a, const char* from, int b, const char* to, int how), b, to, -1,
        (a, from, b, to, how))
REPLACE(int, unlink, (const char* path), -1, path, -1, (path))
REPLACE(int, unlinkat, (int fd, const char* path, int how), fd, path, -1, (fd, path, how))
extern "C" int mkostemp(char* path, int flags) {
  NEXT(mkostemp);
  if (const int error = apply_rules("open", -1, path).error) {
    errno = error;
    return -1;
  }
  return next(path, flags);
}

REPLACE(ssize_t, readlink, (const char* path, char* to, size_t size), -1, path, -1,
        (path, to, size))
REPLACE(ssize_t, readlinkat, (int fd, const char* path, char* to, size_t size), fd, path, -1,
        (fd, path, to, size))
REPLACE(char*, realpath, (const char* path, char* to), -1, path, nullptr, (path, to))
REPLACE(DIR*, opendir, (const char* path), -1, path, nullptr, (path))
REPLACE(DIR*, fdopendir, (int fd), fd, nullptr, nullptr, (fd))

// Allocations use the C library's internal functions, since dlsym itself allocates.
extern "C" void* __libc_malloc(size_t size);
extern "C" void* __libc_calloc(size_t count, size_t size);
extern "C" void* __libc_realloc(void* old, size_t size);
extern "C" void* __libc_memalign(size_t alignment, size_t size);

#define REPLACE_MEMORY(name, parameters, call)                   \
  extern "C" void* name parameters noexcept {                    \
    if (const int error = apply_rules("malloc", -1, "").error) { \
      errno = error;                                             \
      return nullptr;                                            \
    }                                                            \
    return call;                                                 \
  }

REPLACE_MEMORY(malloc, (size_t size), __libc_malloc(size))
REPLACE_MEMORY(calloc, (size_t count, size_t size), __libc_calloc(count, size))
REPLACE_MEMORY(realloc, (void* old, size_t size), __libc_realloc(old, size))
REPLACE_MEMORY(aligned_alloc, (size_t alignment, size_t size), __libc_memalign(alignment, size))
