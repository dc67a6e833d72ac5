#include "cli/output.h"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "os/file.h"

namespace logscan::cli {
namespace {

enum class Problem { kNoReader = 1, kOthersFifo, kSocket, kReplaced };

class OutputCategory : public std::error_category {
 public:
  const char* name() const noexcept override { return "output"; }
  std::string message(int problem) const override {
    switch (static_cast<Problem>(problem)) {
      case Problem::kNoReader:
        return "no process reads this FIFO";
      case Problem::kOthersFifo:
        return "this FIFO belongs to another user";
      case Problem::kSocket:
        return "is a socket";
      case Problem::kReplaced:
        break;
    }
    return "was replaced while it was opened";
  }
};

std::error_code code_of(Problem problem) {
  static const OutputCategory category;
  return {static_cast<int>(problem), category};
}

[[noreturn]] void fail(Problem problem) {
  throw std::system_error(code_of(problem));
}

bool is_standard_output(const struct stat& status) {
  struct stat output {};
  return status_of(STDOUT_FILENO, output) == 0 && id_of(status) == id_of(output);
}

// The mode of a new file, before the umask.
constexpr mode_t kUsualMode = 0666;
// The mode until the new file gets that of the old one, so that nobody can read it before.
constexpr mode_t kOwnMode = 0600;

}  // namespace

Output::Output(const std::string& path) {
  if (path.empty()) {
    file_ = Descriptor::borrow(STDOUT_FILENO);
  } else {
    open(path);
  }
}

void Output::open(const std::string& path) {
  Place place = find_place(path);
  struct stat old {};
  if (place.name.empty()) {
    if (::stat(path.c_str(), &old) != 0) throw_errno();
    // As a socket it could not be opened a second time.
    if (is_standard_output(old)) {
      file_ = Descriptor::borrow(STDOUT_FILENO);
    } else {
      write_through(AT_FDCWD, path, old, O_APPEND);
    }
    return;
  }
  if (::fstatat(place.folder.get(), place.name.c_str(), &old, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno != ENOENT) throw_errno();
    return replace(std::move(place), kUsualMode);
  }
  if (!S_ISREG(old.st_mode)) {
    if (S_ISFIFO(old.st_mode) && old.st_uid != ::geteuid() && old.st_uid != 0)
      fail(Problem::kOthersFifo);
    return write_through(place.folder.get(), place.name, old, O_NOFOLLOW);
  }
  // A file that may not be written is not to be replaced either, though its folder would allow it.
  if (::faccessat(place.folder.get(), place.name.c_str(), W_OK, AT_EACCESS) != 0) throw_errno();
  replace(std::move(place), kOwnMode);
  // Drops the setuid and setgid bits, since the owner may change.
  if (::fchmod(file_.get(), old.st_mode & 0777) != 0) throw_errno();
}

void Output::replace(Place place, mode_t mode) {
  temporary_ = std::make_unique<Temporary>(std::move(place), mode);
  file_ = Descriptor::borrow(temporary_->descriptor());
}

// Opening waits for nobody; writing waits for the reader.
void Output::write_through(int folder, const std::string& name, const struct stat& known,
                           int flags) {
  Descriptor file = open_in(folder, name, O_WRONLY | O_NONBLOCK | flags);
  if (file.get() < 0 && errno == ENXIO && S_ISFIFO(known.st_mode)) fail(Problem::kNoReader);
  if (file.get() < 0 && errno == ENXIO && S_ISSOCK(known.st_mode)) fail(Problem::kSocket);
  if (file.get() < 0) throw_errno();
  struct stat opened {};
  if (const int problem = status_of(file.get(), opened); problem != 0) throw_errno(problem);
  if (id_of(opened) != id_of(known)) fail(Problem::kReplaced);
  const int mode = ::fcntl(file.get(), F_GETFL);
  if (mode < 0 || ::fcntl(file.get(), F_SETFL, mode & ~O_NONBLOCK) != 0) throw_errno();
  file_ = std::move(file);
}

bool Output::append(std::string_view bytes) {
  was_closed_ = was_closed_ || !write_all(file_.get(), bytes);
  return !was_closed_;
}

void Output::commit() {
  if (!temporary_) return;
  sync_file(file_.get());
  temporary_->put_in_place();
}

bool Output::write(std::string_view report) {
  if (!append(report)) return false;
  commit();
  return true;
}

void Output::sync() const {
  if (temporary_) return temporary_->sync_folder();
  struct stat status {};
  if (status_of(file_.get(), status) == 0 && S_ISREG(status.st_mode)) sync_file(file_.get());
}

std::error_code no_reader() {
  return code_of(Problem::kNoReader);
}

bool same_file(const std::string& path, const FileId& file) {
  struct stat status {};
  return !path.empty() && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         file == id_of(status);
}

}  // namespace logscan::cli
