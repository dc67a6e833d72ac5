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
    changed_before_.reset();
    is_quiet_ = false;
    return true;
  }
  if (is_quiet_) return false;
  if (!changed_before_) changed_before_ = now;
  is_quiet_ = now - *changed_before_ >= kCoarse;
  return true;
}

}  // namespace logscan
