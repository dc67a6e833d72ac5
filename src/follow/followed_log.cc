#include "follow/followed_log.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "base/place.h"
#include "follow/birth.h"
#include "input/open_file.h"
#include "input/regular_file.h"

namespace logscan {
namespace {

// Read of one file at one look, so that others and the output get their turn.
constexpr std::size_t kMostRead = 4 * 1024 * 1024;
// Files that had the name are held open, the first of them no longer when there are more. What is
// held is not taken for a missed file, so more are while some are looked for.
constexpr std::size_t kMostLeaving = 16;
constexpr std::size_t kMostLeavingInGaps = 256;
// How long files are looked for that may be there.
constexpr std::chrono::seconds kGapKept(10);
constexpr std::chrono::seconds kCopyAwaited(1);
constexpr int kSameFile = -1;
constexpr int kMostTries = 20;
constexpr std::chrono::seconds kMissingTold(2);

// The times of files lag behind the clock by a tick or two.
timespec a_second_before_now() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  --now.tv_sec;
  return now;
}

std::vector<Sibling>::const_iterator find(const std::vector<Sibling>& files, const FileId& id) {
  return std::find_if(files.begin(), files.end(),
                      [&](const Sibling& file) { return file.id == id; });
}

std::string problem_text(int problem) {
  switch (problem) {
    case EISDIR:
      return "is a directory; name the log files in it";
    case EMEDIUMTYPE:
      return "is compressed, and such a log cannot be followed; without --follow it can be read";
    case ESPIPE:
      return "is no regular file; give it as standard input, without its name";
    default:
      return reason_and_advice(problem);
  }
}

}  // namespace

FollowedLog::FollowedLog(std::string path, FollowedFile::Start start,
                         const PipelineOptions& options, std::optional<timespec> since,
                         bool is_found)
    : path_(std::move(path)),
      options_(&options),
      is_found_(is_found),
      start_(start),
      came_later_(since.has_value()) {
  if (since) last_look_ = *since;
}

bool FollowedLog::look(FollowClock::time_point now, const Hands& hands) {
  const timespec looked = a_second_before_now();
  again_ = false;
  const bool was_at_front = current_ != nullptr && current_->is_at_front();
  read_leaving(now, hands);
  read_current(hands);
  if (is_cut_) go_on_after_cut(now, hands);
  fill_gaps(now, hands);
  if (was_at_front) see_missed(now, hands);
  if (!looked_ && !came_later_) take_previous(now, hands);
  see_name(now, hands);
  if (!looked_ && came_later_) catch_up(std::nullopt, Missed::kMade, now, hands);
  last_look_ = looked;
  looked_ = true;
  return again_;
}

void FollowedLog::finish(const Hands& hands) {
  for (Leaving& old : leaving_)
    old.file->finish(hands.take);
  leaving_.clear();
}

bool FollowedLog::holds(const FileId& id) const {
  const std::vector<const FollowedFile*> held = files();
  return std::any_of(held.begin(), held.end(),
                     [&](const FollowedFile* file) { return file->id() == id; });
}

std::vector<const FollowedFile*> FollowedLog::files() const {
  std::vector<const FollowedFile*> all;
  if (current_ != nullptr) all.push_back(current_.get());
  for (const Leaving& old : leaving_)
    all.push_back(old.file.get());
  return all;
}

// What cannot be read is told, and tried again at the next look.
FollowedFile::Step FollowedLog::step(FollowedFile& file, const Hands& hands) {
  try {
    const FollowedFile::Step step = file.read(kMostRead, hands.take);
    again_ = again_ || step == FollowedFile::Step::kMore;
    return step;
  } catch (const std::system_error& failure) {
    tell(FollowNote::Kind::kUnreadable, hands, failure.code().value());
    return FollowedFile::Step::kAtEnd;
  }
}

void FollowedLog::read_current(const Hands& hands) {
  if (current_ != nullptr) is_cut_ = step(*current_, hands) == FollowedFile::Step::kCut;
}

void FollowedLog::read_leaving(FollowClock::time_point now, const Hands& hands) {
  for (std::size_t i = 0; i < leaving_.size();) {
    Leaving& old = leaving_[i];
    const std::uint64_t before = old.file->position();
    const FollowedFile::Step seen = step(*old.file, hands);
    if (old.file->position() != before) old.grown = now;
    const bool is_done = gaps_.empty()
                             ? now - old.grown >= kLinger || leaving_.size() > kMostLeaving
                             : leaving_.size() > kMostLeavingInGaps;
    if (seen == FollowedFile::Step::kMore || (seen == FollowedFile::Step::kAtEnd && !is_done)) {
      ++i;
      continue;
    }
    old.file->finish(hands.take);
    let_go_.push_back(old.file->mark());
    if (let_go_.size() > kMostLeaving) let_go_.erase(let_go_.begin());
    leaving_.erase(leaving_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

// A file that was short at the look before may have been filled, copied and cut since without that
// being seen: then its copy is newer than the last one that was read. Only now, since what was read
// of the file tells such a copy from one of what it holds; a few bytes may not, so this is done
// until there are many.
void FollowedLog::see_missed(FollowClock::time_point now, const Hands& hands) {
  if (!leaving_.empty()) {
    catch_up(leaving_.back().file->id(), Missed::kCopies, now, hands);
  } else if (was_first_) {
    catch_up(std::nullopt, Missed::kCopies, now, hands);
  }
}

// Somebody may still write to the file that had the name before; and what is newer than it will
// have been rotated while we look.
void FollowedLog::take_previous(FollowClock::time_point now, const Hands& hands) {
  bool is_settled = true;
  const std::vector<Sibling> rotated = rotated_files(path_, last_look_, is_settled);
  was_first_ = rotated.empty();
  if (was_first_ || hands.is_held(rotated.back().id)) return;
  int problem = 0;
  std::unique_ptr<FollowedFile> previous = FollowedFile::open(
      rotated.back().path, FollowedFile::Start::kEnd, *options_, problem, rotated.back().id);
  if (previous != nullptr) leave(std::move(previous), now);
}

// Who writes into the file that has the name may still be writing into the one that had it.
void FollowedLog::see_name(FollowClock::time_point now, const Hands& hands) {
  struct stat status {};
  const int unseen = is_found_                             ? stat_found(path_, status)
                     : ::stat(path_.c_str(), &status) == 0 ? 0
                                                           : errno;
  if (unseen != 0) {
    if (unseen != ENOENT && unseen != ENOTDIR) {
      tell(FollowNote::Kind::kUnreadable, hands, unseen);
    } else {
      see_missing(now, hands);
    }
    return;
  }
  missing_since_.reset();
  const FileId id = id_of(status);
  if (current_ != nullptr && current_->id() == id) {
    is_missing_told_ = false;
  } else if (take_back(id, now)) {
    tell(FollowNote::Kind::kRotated, hands);
  } else if (hands.is_held(id)) {
    elsewhere_ = id;
    tell(FollowNote::Kind::kSameFile, hands, kSameFile);
  } else {
    open_current(id, now, hands);
  }
}

// Between the renaming of a file and the making of the next one there is none for a moment.
void FollowedLog::see_missing(FollowClock::time_point now, const Hands& hands) {
  if (!missing_since_) missing_since_ = now;
  if (!is_missing_told_ && (!looked_ || now - *missing_since_ >= kMissingTold)) {
    tell(FollowNote::Kind::kMissing, hands);
    is_missing_told_ = true;
  }
  if (!looked_) start_ = FollowedFile::Start::kFront;
  // It was deleted, or moved away; as long as somebody writes to it, it is read.
  if (current_ != nullptr && now - *missing_since_ >= kLinger) leave(std::move(current_), now);
}

void FollowedLog::open_current(const FileId& id, FollowClock::time_point now, const Hands& hands) {
  int problem = 0;
  std::unique_ptr<FollowedFile> opened = open_as_known(id, problem);
  if (opened == nullptr) {
    if (!unopened_) unopened_ = id;
    const bool has_changed = problem == ENOENT || problem == kOtherFile;
    if (!has_changed) tell(FollowNote::Kind::kUnreadable, hands, problem);
    return;
  }
  told_ = 0;
  const bool is_rotated = current_ != nullptr;
  if (is_rotated) leave(std::move(current_), now);
  current_ = std::move(opened);
  if (is_rotated) {
    catch_up(leaving_.back().file->id(), Missed::kRenamed, now, hands);
    tell(FollowNote::Kind::kRotated, hands);
  } else if (looked_) {
    tell(FollowNote::Kind::kAppeared, hands);
  }
  is_missing_told_ = false;
  start_ = FollowedFile::Start::kFront;
  again_ = true;
}

// At the place where its reading begins.
std::unique_ptr<FollowedFile> FollowedLog::open_as_known(const FileId& id, int& problem) const {
  std::unique_ptr<FollowedFile> opened =
      FollowedFile::open(path_, FollowedFile::Start::kFront, *options_, problem, id);
  if (opened == nullptr) return nullptr;
  for (const FollowedFile::Mark& mark : let_go_)
    if (opened->go_on_at(mark)) return opened;
  // What is in it was counted by the name that it had.
  const bool is_counted = elsewhere_ == id;
  const bool is_new = (unopened_ && *unopened_ != id) || (elsewhere_ && *elsewhere_ != id);
  if (!is_counted && (start_ == FollowedFile::Start::kFront || is_new)) return opened;
  return FollowedFile::open(path_, FollowedFile::Start::kEnd, *options_, problem, id);
}

// A file that was renamed away and back.
bool FollowedLog::take_back(const FileId& id, FollowClock::time_point now) {
  const auto back = std::find_if(leaving_.begin(), leaving_.end(),
                                 [&](const Leaving& old) { return old.file->id() == id; });
  if (back == leaving_.end()) return false;
  std::unique_ptr<FollowedFile> file = std::move(back->file);
  leaving_.erase(back);
  if (current_ != nullptr) leave(std::move(current_), now);
  current_ = std::move(file);
  is_missing_told_ = false;
  again_ = true;
  return true;
}

void FollowedLog::leave(std::unique_ptr<FollowedFile> file, FollowClock::time_point now) {
  leaving_.push_back({std::move(file), now});
  was_first_ = false;
}

// What was not read before the file was cut is in its copy, if there is one. Others may have been
// made between the last file that was read and that copy.
void FollowedLog::go_on_after_cut(FollowClock::time_point now, const Hands& hands) {
  again_ = true;
  FollowNote note{FollowNote::Kind::kCut, path_};
  bool is_settled = true;
  if (std::unique_ptr<FollowedFile> copy = find_copy(hands, is_settled)) {
    const FileId id = copy->id();
    std::optional<FileId> last;
    if (!leaving_.empty()) last = leaving_.back().file->id();
    leave(std::move(copy), now);
    if (last) catch_up(last, Missed::kCopies, now, hands);
    catch_up(id, Missed::kCopies, now, hands);
  } else {
    if (!cut_since_) cut_since_ = now;
    if (!is_settled && now - *cut_since_ < kCopyAwaited) return;
    note.may_have_lost = true;
    current_->restart();
  }
  is_cut_ = false;
  cut_since_.reset();
  hands.note(std::move(note));
}

std::unique_ptr<FollowedFile> FollowedLog::find_copy(const Hands& hands, bool& is_settled) {
  for (int tries = 0; tries < kMostTries; ++tries) {
    is_settled = true;
    const std::vector<Sibling> rotated = rotated_files(path_, last_look_, is_settled);
    const auto last = leaving_.empty() ? rotated.end() : find(rotated, leaving_.back().file->id());
    bool moved = false;
    // The oldest first, since of a short piece several may be copies; those behind the last one
    // that was read, which it most likely is, before all others.
    for (auto file = last; file != rotated.end() && !moved; ++file) {
      if (file->rotation != last->rotation || !may_be_missed(*file, hands)) continue;
      if (auto copy = current_->go_on_in(file->path, file->id, moved)) return copy;
    }
    for (auto file = rotated.begin(); file != rotated.end() && !moved; ++file) {
      if (!may_be_missed(*file, hands)) continue;
      if (auto copy = current_->go_on_in(file->path, file->id, moved)) return copy;
    }
    is_settled = is_settled && !moved;
    if (is_settled) break;
  }
  return nullptr;
}

bool FollowedLog::may_be_missed(const Sibling& file, const Hands& hands) const {
  return file.is_new && !holds(file.id) && !hands.is_held(file.id);
}

// Files that came and were rotated away between two looks: all that are newer than `behind`, or
// all.
void FollowedLog::catch_up(const std::optional<FileId>& behind, Missed kind,
                           FollowClock::time_point now, const Hands& hands) {
  const bool is_known = std::any_of(gaps_.begin(), gaps_.end(), [&](const Gap& gap) {
    return gap.behind == behind && gap.kind == kind;
  });
  const Gap gap{behind, kind, last_look_, now};
  if (!is_known && !fill(gap, now, hands)) gaps_.push_back(gap);
}

void FollowedLog::fill_gaps(FollowClock::time_point now, const Hands& hands) {
  std::erase_if(gaps_, [&](const Gap& gap) {
    return fill(gap, now, hands) || now - gap.noticed >= kGapKept;
  });
}

// True when nothing more is to be found. While files are opened somebody may rename them; what is
// held by then is not opened again.
bool FollowedLog::fill(const Gap& gap, FollowClock::time_point now, const Hands& hands) {
  if (current_ == nullptr) return false;
  for (int tries = 0; tries < kMostTries; ++tries) {
    bool is_settled = true;
    const std::vector<Sibling> rotated = rotated_files(path_, gap.since, is_settled);
    const auto last = gap.behind ? find(rotated, *gap.behind) : rotated.end();
    for (auto file = gap.behind ? last : rotated.begin(); file != rotated.end(); ++file) {
      // Names of another kind tell nothing of what came after it.
      if (gap.behind && file->rotation != last->rotation) continue;
      if (!may_be_missed(*file, hands)) continue;
      if (gap.kind == Missed::kMade && !is_born_since(file->path, gap.since)) continue;
      is_settled = is_settled && open_missed(*file, gap.kind, now);
      if (!is_settled) break;
    }
    if (is_settled) return true;
  }
  again_ = true;
  return false;
}

// False when its name is another file's by now.
bool FollowedLog::open_missed(const Sibling& file, Missed kind, FollowClock::time_point now) {
  int problem = 0;
  std::unique_ptr<FollowedFile> missed =
      FollowedFile::open(file.path, FollowedFile::Start::kFront, *options_, problem, file.id);
  if (missed == nullptr) return problem != ENOENT && problem != kOtherFile;
  // A copy of what the log still holds, or has held until now, which is read there.
  if (kind != Missed::kRenamed && current_->begins_like(*missed)) return true;
  leave(std::move(missed), now);
  again_ = true;
  return true;
}

// A problem is told once, until it is another or gone.
void FollowedLog::tell(FollowNote::Kind kind, const Hands& hands, int problem) {
  if (problem != 0 && problem == told_) return;
  if (problem != 0) told_ = problem;
  FollowNote note{kind, path_};
  if (kind == FollowNote::Kind::kUnreadable) note.problem = problem_text(problem);
  hands.note(std::move(note));
}

}  // namespace logscan
