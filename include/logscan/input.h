#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "logscan/file_id.h"
#include "logscan/input_error.h"

namespace logscan {

/// Tells inputs apart: a hash of the first bytes when the input was opened, at most 4,096, and
/// their number. A renamed log keeps its identity, and the same path on two machines has two.
struct InputIdentity {
  std::uint64_t hash = 0;
  std::uint64_t bytes = 0;

  friend auto operator<=>(const InputIdentity&, const InputIdentity&) = default;
};

/// The lines of an input whose first byte lies in [begin, end).
struct InputPart {
  std::uint64_t begin = 0;
  std::uint64_t end = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t lines_before = 0;  ///< lines before `begin`, as far as they are known

  bool is_bounded() const { return end != std::numeric_limits<std::uint64_t>::max(); }
  bool is_all() const { return begin == 0 && !is_bounded(); }
};

class DecodedInput;
class OpenFile;
namespace remote {
class RangeReader;
}

/// Thrown when a compressed input holds more text than Input::limit_decompressed() allows.
class DecompressedLimit : public InputError {
 public:
  using InputError::InputError;
};

/// An open source of bytes: a regular file (read at any offset, by many threads at once) or a
/// stream (read in order, by one thread at a time). A compressed file is the stream of its text;
/// its content shows whether it is gzip, zstd, bzip2, xz or lz4. Owns its file descriptor. When
/// descriptors become scarce, a regular file is closed until it is read. Movable. Opening a FIFO
/// waits only for its writer.
///
/// An object on a server is such a file if the server serves ranges of it, else a stream. All that
/// is read of it is of the version that was opened.
class Input {
 public:
  /// Opens `path`; "-" is standard input, and an http, https or s3 URL that names no file is an
  /// object on a server. Never throws for problems with the file: then `error()` describes the
  /// problem and what to try (missing, no permission, a directory, UTF-16), and the input has no
  /// bytes.
  static Input open(const std::string& path);

  /// Opens an object on a server. Its path() is the URL without user, password, query and fragment,
  /// which may be secret.
  static Input open_url(const std::string& url);

  /// Opens a file that was found in a folder or by a pattern. The file must be regular and, if `id`
  /// is given, have that identity; otherwise `error()` is set. Never waits.
  static Input open_found(const std::string& path, const std::optional<FileId>& id = std::nullopt);

  /// Returns an input without bytes for a path that could not be opened, with that `error`.
  static Input not_found(const std::string& path, std::string error);

  /// Copies standard input to a temporary file without a name in `folder`, so that it can be read
  /// more than once. A regular file on standard input is used directly.
  static Input spool_stdin(const std::string& folder);

  /// Takes ownership of a descriptor that is open for reading, and reads it as a stream named
  /// `path`. May wait for its first bytes.
  static Input of_stream(const std::string& path, int descriptor);

  /// Opens the same input again, to be read independently from the beginning. Requires
  /// is_repeatable().
  Input reopen() const;

  Input(Input&& other) noexcept;
  Input& operator=(Input&& other) noexcept;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input();

  const std::string& path() const { return path_; }

  /// Returns the URL by which an object on a server was opened, with what may be secret; empty for
  /// other inputs.
  const std::string& url() const { return url_; }

  const std::optional<std::string>& error() const { return error_; }

  /// Returns the first bytes, at most 64, before decompression. Requires an input without an error.
  const std::string& head() const { return head_; }

  /// Returns whether it is readable but of an unsupported kind: UTF-16, or another compression or
  /// archive.
  bool is_foreign() const { return is_foreign_; }

  /// Returns whether, after open_found(), the path leads to another file than the one that was
  /// found. Searching again may help.
  bool was_replaced() const { return was_replaced_; }

  /// Returns whether bytes can be read at any offset; otherwise only in order.
  bool seekable() const { return seekable_; }

  /// Returns whether it can be read from the beginning more than once: a file, not a pipe.
  bool is_repeatable() const { return repeatable_; }

  /// Returns "gzip", "zstd", "bzip2", "xz" or "lz4"; nullopt for an uncompressed input.
  std::optional<std::string> compression() const;

  /// Returns the bytes from start() to the end when the file was opened; 0 for a stream.
  std::uint64_t size() const { return size_; }

  /// Returns the same before decompression; 0 if it is unknown.
  std::uint64_t stored_size() const { return stored_size_; }

  /// Reads up to `count` bytes at `offset` of a seekable input, from any thread. For a stream,
  /// `offset` must be the number of bytes read so far, or 0 to start again if it is_repeatable().
  /// Returns at least one byte, or 0 at the end. Throws std::system_error or InputError; a stream
  /// throws only after it returned all readable bytes.
  std::size_t read(std::uint64_t offset, char* to, std::size_t count) const;

  /// Returns a reader of the bytes in [begin, end) of an object on a server, which asks for all of
  /// them at once. Null for other inputs, and for compressed ones.
  std::shared_ptr<remote::RangeReader> remote_reader(std::uint64_t begin, std::uint64_t end) const;

  /// Returns the first offset at or after `offset` that is not in a hole of a sparse file, as far
  /// as the file system reports holes. All bytes skipped are NULs. Returns `offset` for other
  /// inputs.
  std::uint64_t next_data(std::uint64_t offset) const;

  /// Limits runs to the lines whose first byte lies in [begin, end), at most up to size(). Offsets
  /// still count from the beginning of the input; line numbers continue from `lines_before`. A
  /// stream reads and drops the bytes before `begin`. A W3C directive before `begin` stays in
  /// force.
  void select(std::uint64_t begin, std::uint64_t end, std::uint64_t lines_before = 0) {
    part_ = {begin, end, lines_before};
  }
  const InputPart& part() const { return part_; }

  /// Limits the text of a compressed input. Reading more throws DecompressedLimit.
  void limit_decompressed(std::uint64_t bytes);

  /// Sets the identity. Without it, a run computes one.
  void identify(const InputIdentity& identity) { identity_ = identity; }
  const std::optional<InputIdentity>& identity() const { return identity_; }

  /// Sets the name by which reports call it, in place of the path.
  void rename(std::string name) { path_ = std::move(name); }

  /// Sets its place among the inputs of a run that is split over several, from 1 on; see
  /// InputSlice::place.
  void set_place(std::uint64_t place) { place_ = place; }
  std::uint64_t place() const { return place_; }

  /// Decodes a compressed input in another thread, too, some buffers ahead of read(), if the
  /// machine has a core to spare. Call it from the thread that reads.
  void decode_ahead() const;

  /// Returns whether decode_ahead() would help, for the first or one more time.
  bool wants_thread() const;

  /// Frees the buffers of the decoder. A file can be read again from offset 0.
  void stop() const;

  /// Returns the bytes read from a compressed file, before decompression. Known once it has been
  /// read.
  std::uint64_t compressed_bytes_read() const;

  /// Requires an input without an error.
  FileId file_id() const { return file_id_; }

  /// Returns the file descriptor, which the input owns. Returns -1 after an error at opening, and
  /// for a regular file that is closed until it is read.
  int descriptor() const;

  /// Returns the position in the file of offset 0 of read(). It is not 0 if standard input is a
  /// file that was partly read before.
  std::uint64_t start() const { return start_; }

 private:
  Input();
  void inspect();
  void inspect_head();

  std::string path_;
  std::string url_;
  std::optional<std::string> error_;
  std::shared_ptr<OpenFile> file_;
  std::unique_ptr<DecodedInput> decoded_;  ///< null unless the file is compressed
  FileId file_id_;
  bool was_replaced_ = false;
  bool is_foreign_ = false;
  bool seekable_ = false;
  bool repeatable_ = false;
  std::uint64_t size_ = 0;
  std::uint64_t stored_size_ = 0;
  std::uint64_t start_ = 0;  ///< see start()
  InputPart part_;
  std::optional<InputIdentity> identity_;
  std::uint64_t place_ = 0;
  std::string head_;  ///< read at opening to detect the kind; a stream yields these bytes only once
};

}  // namespace logscan
