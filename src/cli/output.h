#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>

#include "cli/temporary.h"
#include "logscan/input.h"
#include "os/file.h"
#include "os/place.h"

namespace logscan::cli {

/// Where the report goes: standard output, or a file that is replaced in one step when all is
/// written.
class Output {
 public:
  /// Finds out at once whether `path` can be written (before a long scan). Empty: standard output.
  /// A device or a pipe is written as it is. A FIFO must have a reader, and belong to this user or
  /// to root: logscan never waits for one. Behind a symbolic link the file it leads to is replaced,
  /// if the link belongs to this user or to root. Throws std::system_error.
  explicit Output(const std::string& path);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Writes some bytes. False when the reader has closed the pipe: no error, and nothing more need
  /// be written. Throws std::system_error; the old file is then whole.
  bool append(std::string_view bytes);

  /// All is written: puts the new file in the old one's place. Throws std::system_error; the old
  /// file is then whole.
  void commit();

  /// Both.
  bool write(std::string_view report);

  /// What was written will outlast a loss of power, where it went to a file. Throws
  /// std::system_error.
  void sync() const;

  /// Whether append() or write() has found the pipe closed.
  bool was_closed() const { return was_closed_; }

 private:
  void open(const std::string& path);
  void replace(Place place, mode_t mode);
  void write_through(int folder, const std::string& name, const struct stat& known, int flags);

  std::unique_ptr<Temporary> temporary_;  // of the file that takes the old one's place
  Descriptor file_;
  bool was_closed_ = false;
};

/// What the constructor throws for a FIFO that nobody reads.
std::error_code no_reader();

/// Whether `path` is there and is that file.
bool same_file(const std::string& path, const FileId& file);

}  // namespace logscan::cli
