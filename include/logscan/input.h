#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace logscan {

/// An opened source of bytes: a regular file (read at any offset, by many threads at once) or a
/// stream (read once, in order). Owns its file descriptor. Movable. Opening never blocks on a FIFO
/// longer than the FIFO's own rules ask.
class Input {
 public:
  /// Opens `path`; "-" is standard input. Never throws for what is wrong with the file: then
  /// `error()` says what and what to try (missing, no permission, a directory, compressed, UTF-16),
  /// and the input has no bytes.
  static Input open(const std::string& path);

  /// Standard input copied whole to an unlinked temporary file (in $TMPDIR or /tmp), so that it can
  /// be read more than once. A regular file on standard input is taken as it is.
  static Input spool_stdin();

  Input(Input&& other) noexcept;
  Input& operator=(Input&& other) noexcept;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input();

  const std::string& path() const { return path_; }
  const std::optional<std::string>& error() const { return error_; }

  /// Whether bytes can be read at any offset; else read() alone works.
  bool seekable() const { return seekable_; }

  /// Bytes the file had when it was opened, counted from where reading starts; 0 for a stream.
  std::uint64_t size() const { return size_; }

  /// Reads up to `count` bytes at `offset` (seekable inputs, from any thread), or the next ones
  /// (streams, where `offset` must be the number of bytes read so far). Returns at least one byte,
  /// or 0 at the end. Throws std::system_error.
  std::size_t read(std::uint64_t offset, char* to, std::size_t count) const;

  /// The file descriptor; stays owned by the input. -1 after an error at opening.
  int descriptor() const { return fd_; }

  /// Where in the file offset 0 of read() lies; not 0 where standard input is a file that was
  /// partly read before.
  std::uint64_t start() const { return start_; }

 private:
  Input() = default;
  void inspect();
  void inspect_head();

  std::string path_;
  std::optional<std::string> error_;
  int fd_ = -1;
  bool owned_ = false;  ///< close fd_ at the end; not for standard input
  bool seekable_ = false;
  std::uint64_t size_ = 0;
  std::uint64_t start_ =
      0;  ///< where in the file reading starts: standard input may stand somewhere else than at 0
  std::string head_;  ///< the first bytes of a stream, read at opening to see what it is
};

}  // namespace logscan
