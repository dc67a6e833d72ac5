#include "os/place.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <functional>
#include <linux/magic.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "os/file.h"

namespace logscan {
namespace {

constexpr int kMostLinks = 40;  // as the kernel has it
constexpr int kLook = O_PATH | O_NOFOLLOW;

class PlaceCategory : public std::error_category {
 public:
  const char* name() const noexcept override { return "place"; }
  std::string message(int) const override {
    return "a symbolic link on the way belongs to another user";
  }
};

struct stat status_of(const Descriptor& entry) {
  struct stat status {};
  if (const int problem = logscan::status_of(entry.get(), status); problem != 0)
    throw_errno(problem);
  return status;
}

Descriptor open_at(int folder, const std::string& name, int flags) {
  Descriptor opened = open_in(folder, name, flags);
  if (opened.get() < 0) throw_errno();
  return opened;
}

Descriptor first_folder(std::string_view path) {
  return open_at(AT_FDCWD, path.starts_with('/') ? "/" : ".", O_PATH | O_DIRECTORY);
}

// Links in /proc lead to files, not to names: their text need not be a path.
bool is_in_proc(int fd) {
  struct statfs system {};
  return ::fstatfs(fd, &system) == 0 && system.f_type == PROC_SUPER_MAGIC;
}

std::string text_of_link(int link) {
  std::array<char, PATH_MAX> text;
  const ssize_t size = ::readlinkat(link, "", text.data(), text.size());
  if (size < 0) throw_errno();
  return {text.data(), static_cast<std::size_t>(size)};
}

/// The end of a path. `entry` holds the file itself, if it exists.
struct End {
  Place place;  ///< no name for a folder, or after a link that leads to a descriptor
  Descriptor entry;
};

using JudgeLink = std::function<void(const struct stat& link)>;

// Walks a path name by name. Each name is looked up in its open folder, and a link is checked and
// read through one descriptor, so it cannot be replaced in between.
class Walk {
 public:
  Walk(Descriptor folder, std::string path, JudgeLink judge)
      : rest_(std::move(path)), folder_(std::move(folder)), judge_(std::move(judge)) {
    if (rest_.empty()) throw_errno(ENOENT);
  }

  End find() {
    for (;;) {
      const std::string name = next_name();
      if (name.empty()) return {{}, std::move(folder_)};
      const bool last = rest_.find_first_not_of('/') == std::string::npos;
      Descriptor entry = open_in(folder_.get(), name, kLook);
      if (entry.get() < 0 && (errno != ENOENT || !last || !rest_.empty())) throw_errno();
      if (entry.get() < 0) return {{std::move(folder_), name}, {}};
      const struct stat status = status_of(entry);
      if (S_ISLNK(status.st_mode)) {
        if (++links_ > kMostLinks) throw_errno(ELOOP);
        judge_(status);
        if (!is_in_proc(entry.get())) {
          follow(text_of_link(entry.get()));
          continue;
        }
        entry = open_at(folder_.get(), name, O_PATH);
        if (last) return {{}, std::move(entry)};
      } else if (last && !S_ISDIR(status.st_mode)) {
        if (!rest_.empty()) throw_errno(ENOTDIR);
        return {{std::move(folder_), name}, std::move(entry)};
      }
      folder_ = std::move(entry);
    }
  }

 private:
  // Returns an empty name at the end.
  std::string next_name() {
    const std::size_t begin = rest_.find_first_not_of('/');
    if (begin == std::string::npos) return {};
    const std::size_t end = std::min(rest_.find('/', begin), rest_.size());
    std::string name = rest_.substr(begin, end - begin);
    rest_.erase(0, end);
    return name;
  }

  void follow(const std::string& target) {
    if (target.starts_with('/')) folder_ = first_folder(target);
    rest_.insert(0, target);
  }

  std::string rest_;
  Descriptor folder_;
  const JudgeLink judge_;
  int links_ = 0;
};

bool is_trusted(uid_t owner) {
  return owner == ::geteuid() || owner == 0;
}

}  // namespace

Place find_place(const std::string& path) {
  const auto judge = [](const struct stat& link) {
    if (!is_trusted(link.st_uid)) throw std::system_error(planted_link());
  };
  End end = Walk(first_folder(path), path, judge).find();
  if (end.entry.get() >= 0 && S_ISDIR(status_of(end.entry).st_mode)) throw_errno(EISDIR);
  return std::move(end.place);
}

int stat_found(int folder, const std::string& path, struct stat& status) {
  if (path.find('/') == std::string::npos) {
    if (::fstatat(folder, path.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return errno;
    if (!S_ISLNK(status.st_mode)) return 0;
  }
  std::vector<uid_t> owners;
  try {
    const auto note = [&](const struct stat& link) { owners.push_back(link.st_uid); };
    const End end = Walk(open_at(folder, ".", O_PATH | O_DIRECTORY), path, note).find();
    if (end.entry.get() < 0) return ENOENT;
    status = status_of(end.entry);
  } catch (const std::system_error& failure) {
    return failure.code().value();
  }
  const bool may_follow = std::all_of(owners.begin(), owners.end(), [&](uid_t owner) {
    return is_trusted(owner) || owner == status.st_uid;
  });
  return may_follow ? 0 : EPERM;
}

int stat_found(const std::string& path, std::size_t named, struct stat& status) {
  const std::string folder = named > 0 ? path.substr(0, named) : path.starts_with('/') ? "/" : ".";
  const Descriptor opened = open_file(folder, O_PATH | O_DIRECTORY);
  if (opened.get() < 0) return errno;
  const std::size_t rest = std::min(path.find_first_not_of('/', named), path.size());
  return stat_found(opened.get(), path.substr(rest), status);
}

int stat_found(const std::string& path, struct stat& status) {
  return stat_found(path, path.rfind('/') + 1, status);
}

std::error_code planted_link() {
  static const PlaceCategory category;
  return {1, category};
}

}  // namespace logscan
