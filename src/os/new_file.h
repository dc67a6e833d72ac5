#pragma once

#include <optional>
#include <string>
#include <sys/types.h>

#include "os/descriptor.h"
#include "os/place.h"

namespace logscan {

/// A file that is written beside another and then takes its place in one step (I21). Whatever fails
/// before, the old file stays as it was, and the new one is removed. All throw std::system_error.
class NewFile {
 public:
  /// Makes `name` in the folder of `place`, with this mode less the umask. Never opens a file that
  /// is there, or follows a link. The place must outlive this.
  NewFile(const Place& place, std::string name, mode_t mode);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  int descriptor() const { return file_.get(); }

  /// Gives it the name of the place. It should be synced before.
  void put_in_place();

 private:
  const Place& place_;
  const std::string name_;
  const Descriptor file_;
  bool is_in_place_ = false;
};

/// Returns when the names in the folder of a place outlast a loss of power.
void sync_folder(const Place& place);

/// Removes a file in the folder of a place. Returns 0 or an errno.
int remove_in(const Place& place, const std::string& name);

/// Locks the file `name` in the folder of a place, and makes it if it is missing. The lock lasts as
/// long as the descriptor. Returns nullopt while another process has it. Throws std::system_error:
/// kNotRegular when something else has the name.
std::optional<Descriptor> try_lock(const Place& place, const std::string& name);

}  // namespace logscan
