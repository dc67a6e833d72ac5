#pragma once

#include <optional>
#include <string>
#include <sys/types.h>

#include "os/new_file.h"

namespace logscan::cli {

/// A file under a temporary name, which is removed when the object goes, and when SIGINT, SIGTERM
/// or SIGHUP ends the program. One at a time.
class Temporary {
 public:
  /// Makes `NAME.XXXXXX` beside `place`, of this mode less the umask. Throws std::system_error.
  Temporary(Place place, mode_t mode);
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary();

  int descriptor() const { return file_->descriptor(); }

  /// Puts the file in its place, over an old one. Throws std::system_error.
  void put_in_place() { file_->put_in_place(); }

  /// Then its name outlasts a loss of power, too. Throws std::system_error.
  void sync_folder() const { logscan::sync_folder(place_); }

 private:
  Place place_;
  std::string name_;
  std::optional<NewFile> file_;
};

/// Removes the file of the living Temporary, if there is one, for a program that ends at once.
void remove_temporary() noexcept;

}  // namespace logscan::cli
