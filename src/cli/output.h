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

/// The destination of the report: standard output, or a file that is replaced atomically when
/// everything is written.
class Output {
 public:
  /// Opens `path`, or standard output if it is empty, so that errors show before a long scan.
  /// Writes to a device or pipe as it is. A FIFO must have a reader, since logscan never waits for
  /// one, and belong to this user or to root. Follows a symbolic link and replaces its target, if
  /// the link belongs to this user or to root. Throws std::system_error.
  explicit Output(const std::string& path);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Writes some bytes. Returns false if the reader has closed the pipe, which is no error: the
  /// caller may stop writing. Throws std::system_error, and keeps the old file.
  bool append(std::string_view bytes);

  /// Replaces the old file after the last append(). Throws std::system_error, and keeps the old
  /// file.
  void commit();

  /// Does both.
  bool write(std::string_view report);

  /// Flushes what was written to the disk, if it went to a file. Throws std::system_error.
  void sync() const;

  /// Returns whether append() or write() has found the pipe closed.
  bool was_closed() const { return was_closed_; }

 private:
  void open(const std::string& path);
  void replace(Place place, mode_t mode);
  void write_through(int folder, const std::string& name, const struct stat& known, int flags);

  std::unique_ptr<Temporary> temporary_;  // of the file that takes the old one's place
  Descriptor file_;
  bool was_closed_ = false;
};

/// Returns the code that the constructor throws for a FIFO without a reader.
std::error_code no_reader();

/// Returns whether `path` exists and is that file.
bool same_file(const std::string& path, const FileId& file);

}  // namespace logscan::cli
