#include "base/place.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <linux/magic.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace logscan {
namespace {

constexpr int kMostLinks = 40;  // as the kernel has it
constexpr int kLook = O_PATH | O_NOFOLLOW | O_CLOEXEC;

class PlaceCategory : public std::error_category {
 public:
  const char* name() const noexcept override { return "place"; }
  std::string message(int) const override {
    return "a symbolic link on the way belongs to another user";
  }
};

[[noreturn]] void fail(int problem) {
  throw std::system_error(problem, std::generic_category());
}

Descriptor open_at(int folder, const char* name, int flags) {
  Descriptor opened(::openat(folder, name, flags));
  if (opened.get() < 0) fail(errno);
  return opened;
}

Descriptor first_folder(std::string_view path) {
  return open_at(AT_FDCWD, path.starts_with('/') ? "/" : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

// Links in /proc lead to files and not to names: their text need not be a path.
bool is_in_proc(int fd) {
  struct statfs system {};
  return ::fstatfs(fd, &system) == 0 && system.f_type == PROC_SUPER_MAGIC;
}

std::string text_of_link(int link) {
  std::array<char, PATH_MAX> text;
  const ssize_t size = ::readlinkat(link, "", text.data(), text.size());
  if (size < 0) fail(errno);
  return {text.data(), static_cast<std::size_t>(size)};
}

// The path is walked name by name, each looked up in the folder held open for it, and a link is
// judged and read through one descriptor: nobody can put another in its place in between.
class Walk {
 public:
  explicit Walk(const std::string& path) : rest_(path) {
    if (path.empty()) fail(ENOENT);
    folder_ = first_folder(path);
  }

  Place find() {
    for (;;) {
      const std::string name = next_name();
      if (name.empty()) fail(EISDIR);
      const bool last = rest_.find_first_not_of('/') == std::string::npos;
      Descriptor entry(::openat(folder_.get(), name.c_str(), kLook));
      if (entry.get() < 0 && (errno != ENOENT || !last || !rest_.empty())) fail(errno);
      if (entry.get() < 0) return {std::move(folder_), name};
      struct stat status {};
      if (::fstat(entry.get(), &status) != 0) fail(errno);
      if (S_ISLNK(status.st_mode)) {
        check_link(status);
        if (!is_in_proc(entry.get())) {
          follow(text_of_link(entry.get()));
          continue;
        }
        if (last) return {};
        entry = open_at(folder_.get(), name.c_str(), O_PATH | O_CLOEXEC);
      } else if (last && !S_ISDIR(status.st_mode)) {
        if (!rest_.empty()) fail(ENOTDIR);
        return {std::move(folder_), name};
      }
      folder_ = std::move(entry);
    }
  }

 private:
  // Empty behind the last.
  std::string next_name() {
    const std::size_t begin = rest_.find_first_not_of('/');
    if (begin == std::string::npos) return {};
    const std::size_t end = std::min(rest_.find('/', begin), rest_.size());
    std::string name = rest_.substr(begin, end - begin);
    rest_.erase(0, end);
    return name;
  }

  void check_link(const struct stat& link) {
    if (++links_ > kMostLinks) fail(ELOOP);
    if (link.st_uid != ::geteuid() && link.st_uid != 0) throw std::system_error(planted_link());
  }

  void follow(const std::string& target) {
    if (target.starts_with('/')) folder_ = first_folder(target);
    rest_.insert(0, target);
  }

  std::string rest_;
  Descriptor folder_;
  int links_ = 0;
};

}  // namespace

Place find_place(const std::string& path) {
  return Walk(path).find();
}

std::error_code planted_link() {
  static const PlaceCategory category;
  return {1, category};
}

}  // namespace logscan
