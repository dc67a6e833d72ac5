#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <fcntl.h>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "logscan/file_id.h"
#include "os/descriptor.h"

/// System calls on files. Signals never make them fail.
namespace logscan {

[[noreturn]] void throw_errno(int problem = errno);

/// Opens a file for this process alone (close-on-exec), without making it the controlling terminal.
/// On failure, returns no descriptor and sets errno.
Descriptor open_file(const std::string& path, int flags = O_RDONLY);
Descriptor open_in(int folder, const std::string& name, int flags, mode_t mode = 0);

/// Returns whether something of any kind has that name.
bool exists(const std::string& path);

/// Gets the status of an open file. Returns 0 or an errno.
int status_of(int fd, struct stat& status);

inline FileId id_of(const struct stat& status) {
  return {status.st_dev, status.st_ino};
}

/// Returns whether a file was created at that time or later. If the file system does not record
/// this (statx), returns whether it was written then or later. False if there is no file.
bool is_born_since(const std::string& path, const timespec& since);

/// Reads up to `count` bytes at `offset`. Returns 0 at the end. Throws std::system_error, like all
/// functions below.
std::size_t read_at(int fd, std::uint64_t offset, char* to, std::size_t count);
std::size_t read_at(int fd, std::uint64_t offset, std::span<iovec> parts);

/// Returns the bytes in [begin, end), or fewer if the file ends before.
std::string read_bytes(int fd, std::uint64_t begin, std::uint64_t end);

/// Reads the next bytes of a pipe or file; 0 at the end. Returns nullopt after a signal, or if the
/// descriptor is non-blocking and no bytes are available.
std::optional<std::size_t> read_next(int fd, char* to, std::size_t count);

/// Waits until a pipe has bytes or has ended.
void wait_for_bytes(int fd);

/// Returns the rest of a file or pipe. Throws EFBIG if it is larger than `most`.
std::string read_all(int fd, std::size_t most);

/// Opens a file or pipe and returns its content likewise.
std::string read_file(const std::string& path, std::size_t most);

/// Returns the position of the next read of an open file; 0 for a pipe.
std::uint64_t position_of(int fd);

/// Returns the first offset at or after `offset` that is not in a hole, as far as the file system
/// reports holes. Moves the descriptor's own offset.
std::uint64_t next_data(int fd, std::uint64_t offset);

/// Writes all bytes. Returns false if the reader has closed the pipe.
bool write_all(int fd, std::string_view bytes);

/// Returns when everything written would survive a loss of power.
void sync_file(int fd);

/// Opens something harmless in place of standard input, output or error if these are closed.
/// Otherwise a file opened by logscan could get their number and receive their data. Reading and
/// writing there still fail.
void hold_standard_descriptors();

}  // namespace logscan
