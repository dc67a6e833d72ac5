#include "os/unnamed_file.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

#include "os/file.h"

namespace logscan {
namespace {

/// Holds signals back while it lives.
class NoSignals {
 public:
  NoSignals() {
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  NoSignals(const NoSignals&) = delete;
  NoSignals& operator=(const NoSignals&) = delete;
  ~NoSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

// Creates a file and removes its name, which no signal may prevent.
Descriptor create_and_unlink(std::string name) {
  const NoSignals no_signals;
  Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (file.get() >= 0) ::unlink(name.c_str());
  return file;
}

// Some file systems have no files without a name, and old kernels take the request for one to open
// a folder.
bool lacks_unnamed_files(int problem) {
  return problem == EOPNOTSUPP || problem == EISDIR || problem == EINVAL;
}

}  // namespace

std::string temporary_folder() {
  const char* const chosen = std::getenv("TMPDIR");
  return chosen != nullptr && *chosen != '\0' ? chosen : "/tmp";
}

Descriptor open_unnamed_file(const std::string& folder) {
  Descriptor file = open_in(AT_FDCWD, folder, O_TMPFILE | O_RDWR | O_EXCL, 0600);
  if (file.get() >= 0 || !lacks_unnamed_files(errno)) return file;
  return create_and_unlink(folder + "/logscan-XXXXXX");
}

}  // namespace logscan
