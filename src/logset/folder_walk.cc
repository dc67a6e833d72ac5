#include "logset/folder_walk.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "input/open_file.h"
#include "os/place.h"
#include "text/safe_text.h"

namespace logscan {
namespace {

class Walker {
 public:
  Walker(bool recursive, WalkedFolders& known) : recursive_(recursive), known_(known) {}

  FolderWalk walk(const std::string& top, const FileId& id) {
    folders_.emplace_back(top, id);
    while (!folders_.empty()) {
      const auto [folder, its_id] = std::move(folders_.back());
      folders_.pop_back();
      list(folder, its_id);
    }
    std::sort(walk_.files.begin(), walk_.files.end(),
              [](const WalkedFile& a, const WalkedFile& b) { return older_first(a.name, b.name); });
    return std::move(walk_);
  }

 private:
  void list(const std::string& folder, const FileId& id) {
    try {
      const Descriptor opened = open_folder(folder, id);
      for (const std::string& name : names_in(opened.get()))
        take_entry(opened.get(), name, path_in(folder, name));
    } catch (const std::system_error& failure) {
      walk_.unread.push_back({folder, "cannot be listed: " + failure.code().message()});
    }
  }

  // The folder may have been replaced by a link since it was found.
  static Descriptor open_folder(const std::string& folder, const FileId& id) {
    Descriptor opened = open_file(folder, O_RDONLY | O_DIRECTORY);
    if (opened.get() < 0) throw_errno();
    struct stat status {};
    if (const int problem = status_of(opened.get(), status); problem != 0) throw_errno(problem);
    if (id_of(status) != id) throw_errno(ENOENT);
    return opened;
  }

  void take_entry(int folder, const std::string& name, std::string path) {
    struct stat status {};
    if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      // An entry that vanished since the folder was read was rotated away.
      if (errno != ENOENT)
        walk_.unread.push_back({path, "cannot be read: " + std::generic_category().message(errno)});
      return;
    }
    const bool is_link = S_ISLNK(status.st_mode);
    const int problem = is_link ? stat_found(folder, name, status) : 0;
    if (problem != 0 && problem != EPERM) {
      leave_out(path, problem == ELOOP ? "is a link in a loop" : "is a broken link");
    } else if (name.front() == '.') {
      walk_.folders += S_ISDIR(status.st_mode);
      leave_out(path, "is hidden");
    } else if (S_ISDIR(status.st_mode)) {
      take_folder(std::move(path), status, is_link);
    } else if (!S_ISREG(status.st_mode)) {
      leave_out(path, kind_of(status.st_mode));
    } else if (problem != 0) {
      walk_.unread.push_back({path, describe_error(problem)});
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
      folders_.emplace_back(std::move(path), known->first);
    } else {
      leave_out(path, "is the folder " + safe_text(known->second) + " again");
    }
  }

  void leave_out(const std::string& path, std::string reason) {
    walk_.left_out.push_back({path, std::move(reason)});
  }

  const bool recursive_;
  WalkedFolders& known_;
  std::vector<std::pair<std::string, FileId>> folders_;  ///< folders still to be listed
  FolderWalk walk_;
};

}  // namespace

FolderWalk walk_folder(const std::string& folder, const FileId& id, bool recursive,
                       WalkedFolders& known) {
  return Walker(recursive, known).walk(folder, id);
}

const char* kind_of(mode_t mode) {
  if (S_ISFIFO(mode)) return "is a FIFO";
  if (S_ISSOCK(mode)) return "is a socket";
  return "is a device";
}

}  // namespace logscan
