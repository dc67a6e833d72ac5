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

/// System calls on files, each of them once. A signal never makes one fail.
namespace logscan {

[[noreturn]] void throw_errno(int problem = errno);

/// Opens a file, without making it the controlling terminal, for this process alone. Returns no
/// descriptor, and sets errno, when it fails.
Descriptor open_file(const std::string& path, int flags = O_RDONLY);
Descriptor open_in(int folder, const std::string& name, int flags, mode_t mode = 0);

/// Whether there is something of that name, of whatever kind.
bool exists(const std::string& path);

/// Gives the status of an open file. Returns 0 or an errno.
int status_of(int fd, struct stat& status);

inline FileId id_of(const struct stat& status) {
  return {status.st_dev, status.st_ino};
}

/// Whether a file was made at that time or later. If the file system does not know (statx), whether
/// it was written then or later. False when there is none.
bool is_born_since(const std::string& path, const timespec& since);

/// Reads up to `count` bytes at `offset`. Returns 0 at the end. Throws std::system_error; so do all
/// that follow.
std::size_t read_at(int fd, std::uint64_t offset, char* to, std::size_t count);
std::size_t read_at(int fd, std::uint64_t offset, std::span<iovec> parts);

/// Returns the bytes in [begin, end), as far as the file has them.
std::string read_bytes(int fd, std::uint64_t begin, std::uint64_t end);

/// Reads the next bytes of a pipe or file; 0 at the end. Returns nullopt when a signal came, or
/// when there are none yet and the descriptor does not block.
std::optional<std::size_t> read_next(int fd, char* to, std::size_t count);

/// Waits until a pipe has bytes, or has ended.
void wait_for_bytes(int fd);

/// Returns all that is left of a file or pipe. Throws EFBIG when it is more than `most`.
std::string read_all(int fd, std::size_t most);

/// Opens a file or pipe, and returns all of it likewise.
std::string read_file(const std::string& path, std::size_t most);

/// Returns where the next read of an open file begins; 0 for a pipe.
std::uint64_t position_of(int fd);

/// Returns where the next byte at or after `offset` lies that is not in a hole, as far as the file
/// system knows. Moves the descriptor's own offset.
std::uint64_t next_data(int fd, std::uint64_t offset);

/// Writes all of it. Returns false when the reader has closed the pipe.
bool write_all(int fd, std::string_view bytes);

/// Returns when what was written outlasts a loss of power.
void sync_file(int fd);

/// Opens something harmless in place of standard input, output or error where these are closed.
/// Otherwise a file that logscan opens could take their number and receive what was meant for them.
/// Reading and writing there still fail.
void hold_standard_descriptors();

}  // namespace logscan
