#pragma once

#include <optional>
#include <string>
#include <sys/types.h>

#include "os/descriptor.h"
#include "os/place.h"

namespace logscan {

/// A file that is written beside another and then replaces it atomically (I21). If anything fails
/// before that, the old file is unchanged and the new one is removed. Throws std::system_error.
class NewFile {
 public:
  /// Creates `name` in the folder of `place` with this mode, subject to the umask. Never opens an
  /// existing file or follows a link. The place must outlive this object.
  NewFile(const Place& place, std::string name, mode_t mode);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  int descriptor() const { return file_.get(); }

  /// Renames the file to the name of the place. Sync it before.
  void put_in_place();

 private:
  const Place& place_;
  const std::string name_;
  const Descriptor file_;
  bool is_in_place_ = false;
};

/// Returns when the names in the folder of a place would survive a loss of power.
void sync_folder(const Place& place);

/// Removes a file in the folder of a place. Returns 0 or an errno.
int remove_in(const Place& place, const std::string& name);

/// Locks the file `name` in the folder of a place, and creates it if it is missing. The lock lasts
/// as long as the descriptor. Returns nullopt while another process holds it. Throws
/// std::system_error, with kNotRegular if the name belongs to anything but a regular file.
std::optional<Descriptor> try_lock(const Place& place, const std::string& name);

}  // namespace logscan
