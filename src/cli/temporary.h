#pragma once

#include <optional>
#include <string>
#include <sys/types.h>

#include "os/new_file.h"

namespace logscan::cli {

/// A file with a temporary name. The destructor removes it, and so do SIGINT, SIGTERM and SIGHUP
/// when they end the program. Only one may live at a time.
class Temporary {
 public:
  /// Creates `NAME.XXXXXX` beside `place`, with this mode less the umask. Throws
  /// std::system_error.
  Temporary(Place place, mode_t mode);
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary();

  int descriptor() const { return file_->descriptor(); }

  /// Renames the file to its place, and replaces an old one. Throws std::system_error.
  void put_in_place() { file_->put_in_place(); }

  /// Flushes the name to the disk. Throws std::system_error.
  void sync_folder() const { logscan::sync_folder(place_); }

 private:
  Place place_;
  std::string name_;
  std::optional<NewFile> file_;
};

/// Removes the file of the living Temporary, if any, before the program ends at once.
void remove_temporary() noexcept;

}  // namespace logscan::cli
