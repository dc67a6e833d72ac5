#include "follow/known_files.h"

#include <algorithm>
#include <utility>

namespace logscan {

bool KnownFile::is_unchanged(const RotatedFile& file) const {
  return size == file.size && written.tv_sec == file.written.tv_sec &&
         written.tv_nsec == file.written.tv_nsec;
}

void KnownFiles::add(KnownFile file) {
  files_.push_back(std::move(file));
  if (files_.size() > kMost) files_.pop_front();
}

// If the file grew after it was read, its size shows that.
void KnownFiles::add(const FollowedFile& file, bool is_foreign) {
  const struct stat status = file.status();
  const std::uint64_t size =
      is_foreign ? static_cast<std::uint64_t>(status.st_size) : file.mark().position;
  forget(file.id());
  add({file.id(), size, status.st_mtim, file.mark(), is_foreign});
}

const KnownFile* KnownFiles::find(const FileId& id) const {
  const auto found = std::find_if(files_.begin(), files_.end(),
                                  [&](const KnownFile& file) { return file.id == id; });
  return found == files_.end() ? nullptr : &*found;
}

void KnownFiles::forget(const FileId& id) {
  for (KnownFile& file : files_) {
    if (file.id == id) file.id = {};
  }
}

const TextMark* KnownFiles::find_text(const FileId& id, std::string_view front) const {
  const auto found = std::find_if(files_.rbegin(), files_.rend(), [&](const KnownFile& file) {
    return file.id != id && file.mark.begins_like(front);
  });
  return found == files_.rend() ? nullptr : &found->mark;
}

}  // namespace logscan
