#include "session/partial_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "engine/own_files.h"

namespace logscan::cli {
namespace {

class File {
 public:
  explicit File(const std::string& path)
      : fd_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)),
        owned_(path != "-") {
    if (fd_ < 0) fail();
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (owned_) ::close(fd_);
  }

  std::string read_all() const {
    constexpr std::size_t kStep = 64 * 1024;
    std::string bytes;
    for (;;) {
      // A file that is not a partial may have no end.
      if (bytes.size() >= kOwnFileBytes && own_file(bytes) != OwnFile::kPartial) return bytes;
      const std::size_t before = bytes.size();
      bytes.resize(before + kStep);
      const ssize_t got = ::read(fd_, &bytes[before], kStep);
      if (got < 0 && errno != EINTR) fail();
      bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
      if (got == 0) return bytes;
    }
  }

  // Others are there once.
  bool is_regular() const {
    struct stat status {};
    return ::fstat(fd_, &status) == 0 && S_ISREG(status.st_mode);
  }

  // The last bytes, which hold a checksum.
  std::uint64_t read_mark() const {
    std::uint64_t mark = 0;
    struct stat status {};
    if (::fstat(fd_, &status) != 0) return 0;
    const off_t at = std::max<off_t>(status.st_size - static_cast<off_t>(sizeof mark), 0);
    if (::pread(fd_, &mark, sizeof mark, at) < 0) return 0;
    return mark;
  }

 private:
  [[noreturn]] static void fail() { throw std::system_error(errno, std::generic_category()); }

  int fd_;
  bool owned_;
};

std::uint64_t mark_of(const std::string& bytes) {
  std::uint64_t mark = 0;
  const std::size_t size = std::min(bytes.size(), sizeof mark);
  std::memcpy(&mark, bytes.data() + bytes.size() - size, size);
  return mark;
}

}  // namespace

PartialFile::PartialFile(const std::string& path) : path_(path) {
  try {
    const File file(path);
    is_read_ = path == "-" || !file.is_regular();
    if (is_read_) bytes_ = file.read_all();
    mark_ = is_read_ ? mark_of(bytes_) : file.read_mark();
  } catch (const std::system_error&) {
    is_read_ = false;  // read() reports it
  }
}

Aggregate PartialFile::read() const {
  return Aggregate::read(is_read_ ? bytes_ : File(path_).read_all());
}

std::vector<PartialFile> find_partials(const std::vector<std::string>& paths) {
  std::vector<PartialFile> files;
  for (const std::string& path : paths)
    files.emplace_back(path);
  if (paths.empty()) files.emplace_back("-");
  std::stable_sort(files.begin(), files.end(),
                   [](const PartialFile& a, const PartialFile& b) { return a.mark() < b.mark(); });
  return files;
}

}  // namespace logscan::cli
