#include "follow/old_files.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "logset/rotated_files.h"
#include "os/file.h"
#include "os/regular_file.h"

namespace logscan {
namespace {

// Limits on open files; the oldest are closed first. The larger limit applies while names change,
// or while the copy of a truncated text is missing.
constexpr std::size_t kMostOpen = 16;
constexpr std::size_t kMostOpenInSearch = 256;
// How long names may change before a copy is given up.
constexpr std::chrono::seconds kCopyAwaited(1);

// File times lag behind the clock by a tick or two.
timespec a_second_before_now() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  --now.tv_sec;
  return now;
}

// Returns the file that has the log's name.
std::optional<RotatedFile> live_file(const std::string& path, const FollowedFile* current) {
  if (current == nullptr) return std::nullopt;
  RotatedFile live;
  live.path = path;
  live.id = current->id();
  live.written = current->status().st_mtim;
  return live;
}

// Owner and mode may be set some time after a file was made.
bool is_just_made(const RotatedFile& file) {
  constexpr time_t kModeAwaited = 2;
  return a_second_before_now().tv_sec - file.written.tv_sec < kModeAwaited;
}

// Returns false if the file cannot be read.
bool skip_to_end(FollowedFile& file) {
  try {
    file.skip_to_end();
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

}  // namespace

OldFiles::OldFiles(std::string path, const EngineOptions& options, std::optional<timespec> since)
    : path_(std::move(path)), options_(&options), made_since_(since), folder_(path_) {}

void OldFiles::add(std::unique_ptr<FollowedFile> file, FollowClock::time_point now) {
  files_.push_back({std::move(file), now});
  must_scan_ = is_renamed_ = true;
}

void OldFiles::add_truncated(FollowedFile& file, bool was_current, FollowClock::time_point now) {
  truncated_.push_back({file.release(), now, was_current, written_ == file.id()});
  must_scan_ = must_decide_ = true;
}

std::unique_ptr<FollowedFile> OldFiles::take_back(const FileId& id) {
  const auto back = std::find_if(files_.begin(), files_.end(),
                                 [&](const OldFile& old) { return old.file->id() == id; });
  if (back == files_.end()) return nullptr;
  std::unique_ptr<FollowedFile> file = std::move(back->file);
  files_.erase(back);
  return file;
}

bool OldFiles::resume(FollowedFile& file) {
  const KnownFile* const known = known_.find(file.id());
  if (known == nullptr || known->is_foreign || !file.holds(known->mark)) return false;
  file.resume(known->mark);
  known_.forget(file.id());
  return true;
}

void OldFiles::note_growth(const FileId& id) {
  if (written_ == id) return;
  written_ = id;
  must_scan_ = true;
}

void OldFiles::read(FollowClock::time_point now, const Read& read, const TakeBlock& take) {
  for (std::size_t i = 0; i < files_.size();) {
    OldFile& old = files_[i];
    if (old.role == Role::kRead) {
      const std::uint64_t before = old.file->mark().position;
      const FollowedFile::Step step = read(*old.file);
      if (old.file->mark().position != before) old.grown = now;
      if (step == FollowedFile::Step::kTruncated) {
        add_truncated(*old.file, false, now);
        old = {std::move(old.file), now, Role::kUnknown};
      }
      if (step != FollowedFile::Step::kAtEnd || is_kept(old, now)) {
        ++i;
        continue;
      }
      old.file->finish(take);
      known_.add(*old.file);
    } else if (is_kept(old, now)) {
      ++i;
      continue;
    } else {
      known_.add(*old.file, old.role == Role::kCopy || old.is_foreign);
    }
    must_decide_ = true;
    files_.erase(files_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

bool OldFiles::is_kept(const OldFile& old, FollowClock::time_point now) const {
  if (must_scan_ || !truncated_.empty()) return files_.size() < kMostOpenInSearch;
  if (ring_.contains(old.file->id())) return true;
  if (files_.size() > kMostOpen) return false;
  if (now - old.grown < kLinger) return true;
  return old.role == Role::kCopy && old.file->status().st_nlink > 0;
}

bool OldFiles::look(FollowClock::time_point now, const FollowedFile* current,
                    const LogCallbacks& calls) {
  const timespec looked = a_second_before_now();
  if (is_first_) last_look_ = looked;
  again_ = false;
  if (folder_.may_have_changed(now)) must_scan_ = true;
  if (must_scan_) scan(now, current, calls);
  if (must_decide_) decide(current);
  find_copies(now, calls);
  if (!must_scan_) last_look_ = looked;
  is_first_ = false;
  return again_;
}

void OldFiles::scan(FollowClock::time_point now, const FollowedFile* current,
                    const LogCallbacks& calls) {
  bool is_settled = true;
  must_scan_ = false;
  const std::vector<RotatedFile> listed = rotated_files(path_, is_settled);
  std::optional<FileId> live;
  if (current != nullptr) live = current->id();
  if (!written_) written_ = newest_file(listed, live_file(path_, current));
  const std::optional<std::uint64_t> number = written_number(listed, live, written_);
  ring_.clear();
  if (!is_renamed_) ring_ = ring_files(listed, number);
  const auto is_read = [&](const RotatedFile& file) {
    return live == file.id || is_open(file.id) || calls.is_held(file.id);
  };
  const std::set<FileId> newer = newer_files(
      listed, [&](const RotatedFile& file) { return was_seen(file); }, number, last_look_);
  std::size_t left = listed.size();
  for (const RotatedFile& file : listed) {
    --left;
    // At the first look, only as many as KnownFiles holds.
    if (file.is_compressed || is_read(file) || (is_first_ && left >= KnownFiles::kMost)) continue;
    if (files_.size() >= kMostOpenInSearch) {
      is_settled = false;
      break;
    }
    const bool is_wanted = ring_.contains(file.id) || (is_first_ && left == 0);
    const Opened opened = open(file, newer.contains(file.id), is_wanted, now);
    if (opened == Opened::kMoved) is_settled = false;
    if (opened == Opened::kLater) must_scan_ = true;
  }
  if (!is_settled) must_scan_ = again_ = true;
  if (must_scan_) return;
  seen_.clear();
  if (live) seen_.insert(*live);
  for (const RotatedFile& file : listed)
    seen_.insert(file.id);
}

// A file that was closed may have been deleted, and its inode reused.
bool OldFiles::was_seen(const RotatedFile& file) const {
  if (!seen_.contains(file.id)) return false;
  const KnownFile* const known = known_.find(file.id);
  return known == nullptr || known->is_unchanged(file);
}

OldFiles::Opened OldFiles::open(const RotatedFile& file, bool is_newer, bool is_wanted,
                                FollowClock::time_point now) {
  const KnownFile* const known = known_.find(file.id);
  const bool is_recent = !is_before(file.written, last_look_);
  if (known != nullptr && known->is_unchanged(file) && (!is_wanted || known->is_foreign))
    return Opened::kDone;
  if (known == nullptr && !is_first_ && !is_newer && !is_recent) return Opened::kDone;
  int problem = 0;
  OldFile old{
      FollowedFile::open(file.path, FollowedFile::Start::kFront, *options_, problem, file.id), now};
  if (old.file == nullptr && (problem == ENOENT || problem == kOtherFile)) return Opened::kMoved;
  if (old.file == nullptr && problem == EACCES && is_just_made(file)) return Opened::kLater;
  if (old.file == nullptr) {
    known_.add({file.id, file.size, file.written, {}, true});
    return Opened::kDone;
  }
  if (known != nullptr && old.file->holds(known->mark)) {
    if (known->is_foreign) {
      ignore(*old.file);
    } else {
      old.file->resume(known->mark);
      hold(std::move(old));
    }
    return Opened::kDone;
  }
  // It may be a copy.
  old.role = Role::kUnknown;
  if (!is_first_) {
    old.is_foreign = !is_recent || (!is_newer && known == nullptr);
  } else if (!made_since_ || !is_born_since(file.path, *made_since_)) {
    if (!skip_to_end(*old.file)) return Opened::kDone;
    if (!is_recent) old.role = Role::kRead;
    if (!is_recent && !is_wanted) {
      known_.add(*old.file);
      return Opened::kDone;
    }
  }
  hold(std::move(old));
  return Opened::kDone;
}

void OldFiles::hold(OldFile old) {
  known_.forget(old.file->id());
  files_.push_back(std::move(old));
  must_decide_ = again_ = true;
}

void OldFiles::ignore(FollowedFile& file) {
  skip_to_end(file);
  known_.add(file, true);
}

void OldFiles::decide(const FollowedFile* current) {
  must_decide_ = false;
  for (std::size_t i = 0; i < files_.size();) {
    OldFile& old = files_[i];
    if (old.role != Role::kRead) decide(old, current);
    if (old.role != Role::kRead || !old.is_foreign) {
      ++i;
      continue;
    }
    ignore(*old.file);
    files_.erase(files_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void OldFiles::decide(OldFile& old, const FollowedFile* current) {
  const std::string front = old.file->front();
  old.role = Role::kUnknown;
  must_decide_ = must_decide_ || front.empty();
  if (front.empty()) return;
  old.role = Role::kCopy;
  const auto is_copied = [&](const Truncated& cut) { return cut.text.mark.begins_like(front); };
  if (std::any_of(truncated_.begin(), truncated_.end(), is_copied)) return;
  if (const FollowedFile* const original = find_original(*old.file, front, current)) {
    const TextMark& mark = original->mark();
    // Unread bytes may never be read, and a few bytes may belong to another text, too.
    if (mark.head.size() < TextMark::kHead || !mark.begins_like(front)) must_decide_ = true;
    return;
  }
  old.role = Role::kRead;
  again_ = true;
  const TextMark* const known = known_.find_text(old.file->id(), front);
  if (known == nullptr) return;
  old.is_foreign = !old.file->holds(*known);
  if (!old.is_foreign) old.file->resume(*known);
}

const FollowedFile* OldFiles::find_original(const FollowedFile& copy, std::string_view front,
                                            const FollowedFile* current) const {
  if (current != nullptr && current->begins_like(front)) return current;
  const auto original = std::find_if(files_.begin(), files_.end(), [&](const OldFile& old) {
    return old.role == Role::kRead && old.file.get() != &copy && old.file->begins_like(front);
  });
  return original == files_.end() ? nullptr : original->file.get();
}

// Picks the longest copy if there are several.
void OldFiles::find_copies(FollowClock::time_point now, const LogCallbacks& calls) {
  std::erase_if(truncated_, [&](Truncated& cut) {
    OldFile* copy = nullptr;
    for (OldFile& old : files_) {
      if (old.role == Role::kRead || !old.file->holds(cut.text.mark)) continue;
      if (copy == nullptr || copy->file->status().st_size < old.file->status().st_size) copy = &old;
    }
    if (copy == nullptr && must_scan_ && now - cut.noticed < kCopyAwaited) return false;
    FollowNote note{FollowNote::Kind::kCut, path_};
    if (copy != nullptr) {
      copy->file->resume(std::move(cut.text));
      *copy = {std::move(copy->file), now};
    } else {
      note.may_have_lost = cut.was_written;
      known_.add_text(std::move(cut.text.mark));
    }
    if (cut.was_current || note.may_have_lost) calls.note(std::move(note));
    must_decide_ = again_ = true;
    return true;
  });
}

void OldFiles::finish(const TakeBlock& take) {
  for (const OldFile& old : files_) {
    if (old.role == Role::kRead) old.file->finish(take);
  }
  files_.clear();
}

bool OldFiles::has_text_like(const FileId& id, std::string_view front) const {
  const auto is_like = [&](const TextMark& mark) { return mark.begins_like(front); };
  return known_.find_text(id, front) != nullptr ||
         std::any_of(truncated_.begin(), truncated_.end(),
                     [&](const Truncated& cut) { return is_like(cut.text.mark); }) ||
         std::any_of(files_.begin(), files_.end(), [&](const OldFile& old) {
           return old.file->id() != id && is_like(old.file->mark());
         });
}

bool OldFiles::is_open(const FileId& id) const {
  return std::any_of(files_.begin(), files_.end(),
                     [&](const OldFile& old) { return old.file->id() == id; });
}

std::vector<const FollowedFile*> OldFiles::files() const {
  std::vector<const FollowedFile*> all;
  for (const OldFile& old : files_)
    all.push_back(old.file.get());
  return all;
}

bool OldFiles::is_reading() const {
  return std::any_of(files_.begin(), files_.end(),
                     [](const OldFile& old) { return old.role == Role::kRead; });
}

}  // namespace logscan
