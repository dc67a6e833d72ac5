#include "input/folder_walk.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "logscan/safe_text.h"

namespace logscan {
namespace {

const char* kind_of(mode_t mode) {
  if (S_ISFIFO(mode)) return "is a FIFO";
  if (S_ISSOCK(mode)) return "is a socket";
  return "is a device";
}

class Walker {
 public:
  Walker(bool recursive, WalkedFolders& known) : recursive_(recursive), known_(known) {}

  FolderWalk walk(const std::string& top) {
    folders_.push_back(top);
    while (!folders_.empty()) {
      const std::string folder = std::move(folders_.back());
      folders_.pop_back();
      list(folder);
    }
    std::sort(walk_.files.begin(), walk_.files.end(),
              [](const WalkedFile& a, const WalkedFile& b) { return older_first(a.name, b.name); });
    return std::move(walk_);
  }

 private:
  void list(const std::string& folder) {
    std::vector<std::string> names;
    try {
      names = names_in(folder);
    } catch (const std::system_error& failure) {
      walk_.unread.push_back({folder, "cannot be listed: " + failure.code().message()});
      return;
    }
    for (const std::string& name : names)
      take_entry(path_in(folder, name), name.front() == '.');
  }

  void take_entry(std::string path, bool hidden) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
      // What is gone since the folder was read was rotated away.
      if (errno != ENOENT)
        walk_.unread.push_back({path, "cannot be read: " + std::generic_category().message(errno)});
      return;
    }
    const bool is_link = S_ISLNK(status.st_mode);
    if (is_link && ::stat(path.c_str(), &status) != 0) {
      leave_out(path, errno == ELOOP ? "is a link in a circle" : "is a link to nothing");
    } else if (hidden) {
      walk_.folders += S_ISDIR(status.st_mode);
      leave_out(path, "is hidden");
    } else if (S_ISDIR(status.st_mode)) {
      take_folder(std::move(path), status, is_link);
    } else if (!S_ISREG(status.st_mode)) {
      leave_out(path, kind_of(status.st_mode));
    } else {
      walk_.files.push_back({parse_log_name(path), id_of(status), is_link});
    }
  }

  void take_folder(std::string path, const struct stat& status, bool is_link) {
    ++walk_.folders;
    if (!recursive_) {
      leave_out(path, "is a folder; --recursive reads it");
    } else if (is_link) {
      leave_out(path, "is a link to a folder; name it to have it read");
    } else if (const auto [known, is_new] = known_.emplace(id_of(status), path); is_new) {
      folders_.push_back(std::move(path));
    } else {
      leave_out(path, "is the folder " + safe_text(known->second) + " again");
    }
  }

  void leave_out(const std::string& path, std::string reason) {
    walk_.left_out.push_back({path, std::move(reason)});
  }

  const bool recursive_;
  WalkedFolders& known_;
  std::vector<std::string> folders_;  ///< still to be listed
  FolderWalk walk_;
};

}  // namespace

FolderWalk walk_folder(const std::string& folder, bool recursive, WalkedFolders& known) {
  return Walker(recursive, known).walk(folder);
}

}  // namespace logscan
