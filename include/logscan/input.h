#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "logscan/file_id.h"

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

class DecodedInput;
class OpenFile;

/// The content of an input cannot be read on: a compressed file is damaged or cut off, or what it
/// holds is no text. what() says what and where, without the input's name: a text for
/// InputSummary::error.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A compressed input holds more text than Input::limit_decompressed() allows.
class DecompressedLimit : public InputError {
 public:
  using InputError::InputError;
};

/// An opened source of bytes: a regular file (read at any offset, by many threads at once) or a
/// stream (read in order, by one thread at a time). A compressed file (gzip, zstd, bzip2, xz, lz4,
/// told by its content) is the stream of its text. Owns its file descriptor; where these become
/// scarce, a regular file is closed until it is read, and then opened again. Movable. Opening never
/// blocks on a FIFO longer than the FIFO's own rules ask.
class Input {
 public:
  /// Opens `path`; "-" is standard input. Never throws for what is wrong with the file: then
  /// `error()` says what and what to try (missing, no permission, a directory, UTF-16), and the
  /// input has no bytes.
  static Input open(const std::string& path);

  /// Opens a file that was found in a folder or by a pattern, not named by the user. It must be a
  /// regular one, and `id` if that is given; else `error()` says so. Never waits.
  static Input open_found(const std::string& path, const std::optional<FileId>& id = std::nullopt);

  /// What was asked for and is no file that could be opened: `error` says why.
  static Input not_found(const std::string& path, std::string error);

  /// Standard input copied whole, as it is, to an unlinked temporary file (in $TMPDIR or /tmp), so
  /// that it can be read more than once. A regular file on standard input is taken as it is.
  static Input spool_stdin();

  /// Takes over a descriptor that is open for reading, and reads it as a stream named `path`. May
  /// wait for its first bytes.
  static Input of_stream(const std::string& path, int descriptor);

  /// The same input, to be read beside this one from the beginning. Of an input that
  /// is_repeatable().
  Input reopen() const;

  Input(Input&& other) noexcept;
  Input& operator=(Input&& other) noexcept;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input();

  const std::string& path() const { return path_; }
  const std::optional<std::string>& error() const { return error_; }

  /// The first bytes as they lie on the disk or come from the pipe, at most 64. Of an input without
  /// an error.
  const std::string& head() const { return head_; }

  /// Whether it could be read, but is of a kind that is not: UTF-16, or another compression.
  bool is_foreign() const { return is_foreign_; }

  /// After open_found(): the path no longer leads to the file that was found. Looking again may
  /// help.
  bool was_replaced() const { return was_replaced_; }

  /// Whether bytes can be read at any offset; else read() alone works.
  bool seekable() const { return seekable_; }

  /// Whether it can be read from its beginning as often as one likes: a file, not a pipe.
  bool is_repeatable() const { return repeatable_; }

  /// "gzip", "zstd", "bzip2", "xz" or "lz4"; nullopt for an input that is not compressed.
  std::optional<std::string> compression() const;

  /// Bytes the file had when it was opened, counted from where reading starts; 0 for a stream.
  std::uint64_t size() const { return size_; }

  /// Reads up to `count` bytes at `offset` (seekable inputs, from any thread), or the next ones
  /// (streams, where `offset` must be the number of bytes read so far; 0 starts again where the
  /// input is_repeatable()). Returns at least one byte, or 0 at the end. Throws std::system_error
  /// or InputError, of a stream behind the last byte that can be had.
  std::size_t read(std::uint64_t offset, char* to, std::size_t count) const;

  /// Where the next byte at or behind `offset` lies that is not in a hole of a sparse file, as far
  /// as the file system tells; all bytes in front of it are NULs. `offset` itself for other inputs.
  std::uint64_t next_data(std::uint64_t offset) const;

  /// Runs over this input read only the lines whose first byte lies in [begin, end), at most to
  /// size(). Offsets stay those in the whole input; line numbers go on from `lines_before`. Of a
  /// stream the bytes in front are read and dropped. Whatever stands in front of `begin`, a W3C
  /// directive there stays in force.
  void select(std::uint64_t begin, std::uint64_t end, std::uint64_t lines_before = 0) {
    part_ = {begin, end, lines_before};
  }
  const InputPart& part() const { return part_; }

  /// Reading a compressed input gives at most so many bytes of text, and then throws
  /// DecompressedLimit if there are more.
  void limit_decompressed(std::uint64_t bytes);

  /// Gives it an identity; without one a run finds it out.
  void identify(const InputIdentity& identity) { identity_ = identity; }
  const std::optional<InputIdentity>& identity() const { return identity_; }

  /// From now on a compressed input is decoded in a thread of its own, some buffers ahead of
  /// read(), if the machine has a thread to give. For the thread that reads.
  void decode_ahead() const;

  /// Nothing more is read for now: frees what decoding has taken. A file may be read again from 0
  /// on.
  void stop() const;

  /// Bytes of a compressed file that were read, before decompression. Known when it has been read.
  std::uint64_t compressed_bytes_read() const;

  /// What is worth telling of a compressed file although all of it could be read: something else
  /// behind its end. Known when it has been read.
  std::optional<std::string> warning() const;

  /// Of an input without an error.
  FileId file_id() const { return file_id_; }

  /// The file descriptor; stays owned by the input. -1 after an error at opening, and of a regular
  /// file that is closed until it is read.
  int descriptor() const;

  /// Where in the file offset 0 of read() lies; not 0 where standard input is a file that was
  /// partly read before.
  std::uint64_t start() const { return start_; }

 private:
  Input();
  void inspect();
  void inspect_head(bool regular);

  std::string path_;
  std::optional<std::string> error_;
  std::shared_ptr<OpenFile> file_;
  std::unique_ptr<DecodedInput> decoded_;  ///< of a compressed file
  FileId file_id_;
  bool was_replaced_ = false;
  bool is_foreign_ = false;
  bool seekable_ = false;
  bool repeatable_ = false;
  std::uint64_t size_ = 0;
  std::uint64_t start_ =
      0;  ///< where in the file reading starts: standard input may stand somewhere else than at 0
  InputPart part_;
  std::optional<InputIdentity> identity_;
  std::string head_;  ///< read at opening to see what it is; of a stream they come only once
};

}  // namespace logscan
