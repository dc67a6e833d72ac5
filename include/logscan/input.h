#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace logscan {

/// Tells an input from others: the hash of its first bytes, at most 4,096, and how many these were
/// when it was opened. So a log is known again under another name, and the same path on two
/// machines is two inputs.
struct InputIdentity {
  std::uint64_t hash = 0;
  std::uint64_t bytes = 0;

  friend auto operator<=>(const InputIdentity&, const InputIdentity&) = default;
};

/// A part of an input: the lines whose first byte lies in [begin, end).
struct InputPart {
  std::uint64_t begin = 0;
  std::uint64_t end = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t lines_before = 0;  ///< in front of `begin`, as far as it is known

  bool is_all() const { return begin == 0 && end == std::numeric_limits<std::uint64_t>::max(); }
};

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

  /// Runs over this input read only the lines whose first byte lies in [begin, end), at most to
  /// size(). Offsets stay those in the whole input; line numbers go on from `lines_before`. Of a
  /// stream the bytes in front are read and dropped. Whatever stands in front of `begin`, a W3C
  /// directive there stays in force.
  void select(std::uint64_t begin, std::uint64_t end, std::uint64_t lines_before = 0) {
    part_ = {begin, end, lines_before};
  }
  const InputPart& part() const { return part_; }

  /// Gives it an identity; without one a run finds it out.
  void identify(const InputIdentity& identity) { identity_ = identity; }
  const std::optional<InputIdentity>& identity() const { return identity_; }

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
  InputPart part_;
  std::optional<InputIdentity> identity_;
  std::string head_;  ///< the first bytes of a stream, read at opening to see what it is
};

}  // namespace logscan
