#include "session/partial_file.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "engine/own_files.h"
#include "os/file.h"
#include "session/packed_partial.h"

namespace logscan::cli {
namespace {

std::uint64_t mark_of(const std::string& bytes) {
  std::uint64_t mark = 0;
  const std::size_t size = std::min(bytes.size(), sizeof mark);
  std::memcpy(&mark, bytes.data() + bytes.size() - size, size);
  return mark;
}

class File {
 public:
  explicit File(const std::string& path)
      : file_(path == "-" ? Descriptor::borrow(STDIN_FILENO) : open_file(path)) {
    if (file_.get() < 0) throw_errno();
  }

  std::string read_all() const {
    constexpr std::size_t kStep = 64 * 1024;
    std::string bytes;
    for (;;) {
      // A file of others may have no end.
      if (bytes.size() >= kOwnFileBytes && !is_own_file(bytes)) return bytes;
      const std::size_t before = bytes.size();
      bytes.resize(before + kStep);
      const std::optional<std::size_t> got = read_next(file_.get(), &bytes[before], kStep);
      bytes.resize(before + got.value_or(0));
      if (got == 0) return bytes;
      if (!got) wait_for_bytes(file_.get());
    }
  }

  // Others are there once.
  bool is_regular() const {
    struct stat status {};
    return status_of(file_.get(), status) == 0 && S_ISREG(status.st_mode);
  }

  /// Takes over the descriptor of a regular file.
  StoredBytes store() && {
    struct stat status {};
    if (const int problem = status_of(file_.get(), status); problem != 0) throw_errno(problem);
    return {std::move(file_), static_cast<std::uint64_t>(status.st_size)};
  }

  // The last bytes, which hold a checksum.
  std::uint64_t read_mark() const {
    struct stat status {};
    if (status_of(file_.get(), status) != 0) return 0;
    const auto size = static_cast<std::uint64_t>(status.st_size);
    const std::uint64_t begin = size - std::min<std::uint64_t>(size, sizeof(std::uint64_t));
    return mark_of(read_bytes(file_.get(), begin, size));
  }

 private:
  Descriptor file_;
};

}  // namespace

PartialFile::PartialFile(const std::string& path) : path_(path) {
  try {
    const File file(path);
    if (is_read_ = path == "-" || !file.is_regular(); is_read_) {
      std::string bytes = file.read_all();
      mark_ = mark_of(bytes);
      bytes_ = std::move(bytes);
    } else {
      mark_ = file.read_mark();
    }
  } catch (const std::system_error&) {
    is_read_ = false;  // read() reports it
  }
}

Aggregate PartialFile::read(const std::string& spill_folder) const {
  return read_partial(is_read_ ? bytes_ : open_own_file(path_), spill_folder);
}

StoredBytes open_own_file(const std::string& path) {
  File file(path);
  return path != "-" && file.is_regular() ? std::move(file).store() : file.read_all();
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
