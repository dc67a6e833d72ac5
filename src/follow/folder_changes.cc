#include "follow/folder_changes.h"

#include <sys/stat.h>

#include "logset/log_names.h"

namespace logscan {

FolderChanges::FolderChanges(std::string_view path) : folder_(parse_log_name(path).folder) {}

bool FolderChanges::may_have_changed(FollowClock::time_point now) {
  struct stat status {};
  if (::stat(folder_.empty() ? "." : folder_.c_str(), &status) != 0) return false;
  const timespec& written = status.st_mtim;
  if (written.tv_sec != written_.tv_sec || written.tv_nsec != written_.tv_nsec) {
    written_ = written;
    changed_ = now;
    is_quiet_ = false;
  }
  if (is_quiet_) return false;
  is_quiet_ = now - changed_ >= kCoarse;
  return true;
}

}  // namespace logscan
